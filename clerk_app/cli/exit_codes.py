"""What the exit code says; the numbers are a contract with scripts."""

from enum import IntEnum

import scanning.errors
import signing.errors
import storage.errors
from clerk_app.child_server import ServerFailed
from clerk_app.settings import UnknownSetting
from clerk_app.workflow import errors


class ExitCode(IntEnum):
    """See COMMANDS in the README."""

    DONE = 0
    BAD_NEWS = 1
    USAGE = 2
    FIX_INPUT = 3
    FIX_DEVICE = 4
    WAIT = 5
    NOT_ALLOWED = 6
    BUG = 70
    INTERRUPTED = 130


_BY_ERROR: dict[type[BaseException], ExitCode] = {
    errors.FixInput: ExitCode.FIX_INPUT,
    errors.NotAllowed: ExitCode.NOT_ALLOWED,
    errors.WaitAndRetry: ExitCode.WAIT,
    scanning.errors.FixInput: ExitCode.FIX_INPUT,
    scanning.errors.FixDevice: ExitCode.FIX_DEVICE,
    scanning.errors.WaitAndRetry: ExitCode.WAIT,
    scanning.errors.ScanningBug: ExitCode.BUG,
    scanning.errors.ScanCancelled: ExitCode.INTERRUPTED,
    signing.errors.FixInput: ExitCode.FIX_INPUT,
    signing.errors.FixDevice: ExitCode.FIX_DEVICE,
    signing.errors.WaitAndRetry: ExitCode.WAIT,
    signing.errors.NotAllowed: ExitCode.NOT_ALLOWED,
    signing.errors.SigningBug: ExitCode.BUG,
    storage.errors.FixInput: ExitCode.FIX_INPUT,
    storage.errors.FixDevice: ExitCode.FIX_DEVICE,
    storage.errors.WaitAndRetry: ExitCode.WAIT,
    storage.errors.NotAllowed: ExitCode.NOT_ALLOWED,
    storage.errors.StorageBug: ExitCode.BUG,
    UnknownSetting: ExitCode.USAGE,
    ServerFailed: ExitCode.FIX_DEVICE,
    FileNotFoundError: ExitCode.FIX_INPUT,
    IsADirectoryError: ExitCode.FIX_INPUT,
    NotADirectoryError: ExitCode.FIX_INPUT,
    OSError: ExitCode.FIX_DEVICE,
    KeyboardInterrupt: ExitCode.INTERRUPTED,
}


def exit_code(error: BaseException) -> ExitCode:
    """Return the exit code for an error: that of its nearest class in the table, else BUG."""
    for kind in type(error).__mro__:
        if kind in _BY_ERROR:
            return _BY_ERROR[kind]
    return ExitCode.BUG
