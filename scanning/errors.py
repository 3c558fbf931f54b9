"""What can go wrong between paper and PDF.

ScanningError
├── FixInput            the paper or file has to be another one
│   ├── UnreadableImage     not an image, empty, damaged, or larger than any paper
│   ├── UnreadableDocument  a PDF or TIFF that is damaged or asks for a password
│   ├── SidesUnequal        fronts and backs of a stack that was turned are not equally many
│   └── RecipeRefused       a page cannot be made as a person set it
├── FixDevice           somebody has to touch the scanner or the computer
│   ├── NoScanner           no such scanner answers
│   ├── FeederEmpty         no paper in the feeder
│   ├── PaperJam            the feeder is jammed
│   ├── CoverOpen           the lid or cover is open
│   ├── DeviceDenied        this account may not use the scanner
│   ├── DeviceUnreachable   the connection to the scanner broke
│   ├── DeviceUnsuitable    the scanner cannot do what was asked of it
│   ├── NoPaperSensor       the scanner cannot tell whether paper lies in it
│   ├── DeviceFailed        the driver reports an error, crashed or hangs
│   ├── ToolMissing         Tesseract or a language model is not installed
│   └── RecipeUnknown       a newer program chose how a page is made
├── WaitAndRetry        it works again by itself
│   ├── DeviceBusy          another program holds the scanner
│   ├── DeviceExhausted     the scanner's or the driver's memory is used up
│   └── ReadingFailed       Tesseract was killed or took too long
└── ScanningBug         ours
    └── BundleInvalid       what was written is not the PDF/A it should be

`ScanCancelled` is a wish, not an error.
"""

from pathlib import Path


class ScanningError(Exception):
    """Root of everything that scanning raises."""


class FixInput(ScanningError):
    """The paper or the file has to be another one."""


class UnreadableImage(FixInput):
    """A file is no image, is empty or damaged, or claims more pixels than any paper has."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(file.name, reason)
        self.file = file
        self.reason = reason


class UnreadableDocument(FixInput):
    """A PDF or TIFF is damaged or asks for a password."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(file.name, reason)
        self.file = file
        self.reason = reason


class SidesUnequal(FixInput):
    """A stack scanned from both sides, one after the other, gave fewer sheets the second time."""

    def __init__(self, fronts: int, backs: int) -> None:
        super().__init__(fronts, backs)
        self.fronts = fronts
        self.backs = backs


class RecipeRefused(FixInput):
    """A step of clean-up was set to a value that no page can be made with."""

    def __init__(self, step: str, value: str) -> None:
        super().__init__(step, value)
        self.step = step
        self.value = value


class FixDevice(ScanningError):
    """Somebody has to touch the scanner or the computer."""


class NoScanner(FixDevice):
    """No scanner of that name answers."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class FeederEmpty(FixDevice):
    """SANE_STATUS_NO_DOCS before the first page."""


class PaperJam(FixDevice):
    """SANE_STATUS_JAMMED; sheets before the jam were delivered."""


class CoverOpen(FixDevice):
    """SANE_STATUS_COVER_OPEN."""


class DeviceDenied(FixDevice):
    """SANE_STATUS_ACCESS_DENIED."""


class DeviceUnreachable(FixDevice):
    """SANE_STATUS_IO_ERROR: cable, network or power."""


class DeviceUnsuitable(FixDevice):
    """SANE_STATUS_UNSUPPORTED, or SANE_STATUS_INVAL from a device that was opened."""


class NoPaperSensor(FixDevice):
    """The device, or its driver, does not tell whether paper lies in the feeder."""


class DeviceFailed(FixDevice):
    """A page that ends too early (SANE_STATUS_EOF), a driver that crashed, or one that hangs."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ToolMissing(FixDevice):
    """An external program, or a part of it, is not installed."""

    def __init__(self, tool: str) -> None:
        super().__init__(tool)
        self.tool = tool


class RecipeUnknown(FixDevice):
    """How a page is made was written by a newer program."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


class WaitAndRetry(ScanningError):
    """It works again by itself."""


class DeviceBusy(WaitAndRetry):
    """SANE_STATUS_DEVICE_BUSY."""


class DeviceExhausted(WaitAndRetry):
    """SANE_STATUS_NO_MEM."""


class ReadingFailed(WaitAndRetry):
    """Tesseract was killed or took longer than its time limit."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ScanningBug(ScanningError):
    """A mistake of ours."""


class BundleInvalid(ScanningBug):
    """What was written is not the file it should be."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ScanCancelled(Exception):
    """The person cancelled; whole sheets before it are kept."""
