"""What is said when the machine itself fails, or a person stopped the work."""

import scanning.errors as scanning
from clerk_app.child_server import ServerFailed
from clerk_app.i18n import later
from clerk_app.settings import UnknownSetting
from clerk_app.workflow.messages.sentences import KEPT, Sentences

WORKSTATION: Sentences = {
    ServerFailed: (
        later("The embedded {name} did not start ({reason})."),
        later("Start Clerk again; if it stays so, tell the administrator."),
    ),
    UnknownSetting: (later("There is no setting {name}."), later("Nearest known name: {nearest}.")),
    FileNotFoundError: (later("There is no file {filename}."), later("Check the name.")),
    IsADirectoryError: (later("{filename} is a folder."), later("Check the name.")),
    NotADirectoryError: (later("{filename} is no folder."), later("Check the name.")),
    PermissionError: (
        later("The folder of the workstation's data may not be written."),
        later("Ask the administrator to give this account access."),
    ),
    OSError: (later("The disk or a device gave an error ({strerror})."), KEPT),
    KeyboardInterrupt: (later("Stopped."), KEPT),
    scanning.ScanCancelled: (later("Stopped."), later("The pages before are kept.")),
}
