"""What the simulated scanner says about itself, in eSCL's XML (Mopria eSCL specification 2.9)."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

from scanning.device.simulated.feeder import Stack

_NAMESPACES = 'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'

DEVICE_NAME = "Clerk Demonstration Scanner"

UNITS_PER_INCH = 300
"""eSCL measures regions in 1/300 inch."""

WIDEST = 3602
LONGEST = 5102
"""305 x 432 mm: A3 with a little tolerance, like the A3 feeders of offices."""

_RESOLUTIONS = (75, 100, 150, 200, 300, 400, 600)


@dataclass(frozen=True, slots=True)
class JobSettings:
    """What a client asks of one job; the region in 1/300 inch."""

    dpi: int
    grey: bool
    from_feeder: bool
    width: int
    height: int

    @property
    def pixels_wide(self) -> int:
        """Width of the region at the asked resolution."""
        return self.width * self.dpi // UNITS_PER_INCH

    @property
    def pixels_high(self) -> int:
        """Height of the region at the asked resolution."""
        return self.height * self.dpi // UNITS_PER_INCH


def capabilities(name: str) -> str:
    """Return ScannerCapabilities: a glass and a duplex feeder up to A3, 75 to 600 dpi, colour and grey."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><scan:ScannerCapabilities {_NAMESPACES}>'
        f"<pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>{name}</pwg:MakeAndModel>"
        "<pwg:SerialNumber>CLERK0001</pwg:SerialNumber>"
        f"<scan:Platen><scan:PlatenInputCaps>{_input()}</scan:PlatenInputCaps></scan:Platen>"
        f"<scan:Adf><scan:AdfSimplexInputCaps>{_input()}</scan:AdfSimplexInputCaps>"
        f"<scan:AdfDuplexInputCaps>{_input()}</scan:AdfDuplexInputCaps>"
        "<scan:FeederCapacity>100</scan:FeederCapacity><scan:AdfOptions>"
        "<scan:AdfOption>DetectPaperLoaded</scan:AdfOption><scan:AdfOption>Duplex</scan:AdfOption>"
        "</scan:AdfOptions></scan:Adf></scan:ScannerCapabilities>"
    )


def _input() -> str:
    resolutions = "".join(
        f"<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>"
        f"<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
        for dpi in _RESOLUTIONS
    )
    return (
        "<scan:MinWidth>60</scan:MinWidth><scan:MinHeight>60</scan:MinHeight>"
        f"<scan:MaxWidth>{WIDEST}</scan:MaxWidth><scan:MaxHeight>{LONGEST}</scan:MaxHeight>"
        "<scan:MaxScanRegions>1</scan:MaxScanRegions><scan:SettingProfiles><scan:SettingProfile>"
        "<scan:ColorModes><scan:ColorMode>RGB24</scan:ColorMode><scan:ColorMode>Grayscale8</scan:ColorMode>"
        "</scan:ColorModes><scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>"
        "</scan:DocumentFormats><scan:SupportedResolutions><scan:DiscreteResolutions>"
        f"{resolutions}</scan:DiscreteResolutions></scan:SupportedResolutions>"
        "</scan:SettingProfile></scan:SettingProfiles>"
    )


def status(stack: Stack, *, busy: bool) -> str:
    """Return ScannerStatus with the state of the feeder, in the words that sane-airscan knows."""
    feeder = "ScannerAdfLoaded"
    if stack.cover_open:
        feeder = "ScannerAdfDoorOpen"
    elif stack.jammed:
        feeder = "ScannerAdfJam"
    elif stack.empty:
        feeder = "ScannerAdfEmpty"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><scan:ScannerStatus {_NAMESPACES}>'
        f"<pwg:Version>2.63</pwg:Version><pwg:State>{'Processing' if busy else 'Idle'}</pwg:State>"
        f"<scan:AdfState>{feeder}</scan:AdfState></scan:ScannerStatus>"
    )


def parse_settings(body: bytes) -> JobSettings:
    """Read a client's ScanSettings.

    Raises:
        ValueError: not XML, or without the fields that every client sends.
    """
    if len(body) > 65_536 or b"<!" in body:  # no entity can be declared: nothing to expand
        raise ValueError("settings")
    try:
        root = fromstring(body)  # noqa: S314
    except ParseError as error:
        raise ValueError("settings") from error
    return JobSettings(
        dpi=int(_text(root, "XResolution")),
        grey=_text(root, "ColorMode").startswith("Grayscale"),
        from_feeder=_text(root, "InputSource") == "Feeder",
        width=int(_text(root, "Width")),
        height=int(_text(root, "Height")),
    )


def _text(root: Element, name: str) -> str:
    for element in root.iter():
        if element.tag.rpartition("}")[2] == name and element.text:
            return element.text
    raise ValueError(name)
