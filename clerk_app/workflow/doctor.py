"""What this computer needs, and whether it is there."""

from collections.abc import Callable
from dataclasses import dataclass

from scanning.device.sane.probe import has_driver, has_sane
from scanning.errors import ScanningError
from scanning.ocr.tesseract import probe
from signing.demonstration.tokens import softhsm_module
from signing.errors import ModuleUnusable


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the workstation needs; `install` says how to get it on Debian and Ubuntu."""

    name: str
    present: bool
    install: str


def examine() -> tuple[Part, ...]:
    """Return every part, missing ones too."""
    return (
        Part("Tesseract", _there(probe, ScanningError), "apt install tesseract-ocr"),
        Part("Tesseract: vie", _reads("vie"), "apt install tesseract-ocr-vie"),
        Part("Tesseract: Vietnamese", _reads("Vietnamese"), "apt install tesseract-ocr-script-viet"),
        Part("SANE", has_sane(), "apt install libsane1"),
        Part("SANE: airscan", has_driver("airscan"), "apt install sane-airscan"),
        Part("SoftHSM2", _there(softhsm_module, ModuleUnusable), "apt install softhsm2"),
    )


def _there(look: Callable[[], object], missing: type[Exception]) -> bool:
    try:
        look()
    except missing:
        return False
    return True


def _reads(model: str) -> bool:
    return _there(probe, ScanningError) and model in probe().languages
