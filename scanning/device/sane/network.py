"""Reach a network scanner by its typed address, where no name service tells of it."""

from pathlib import Path
from urllib.parse import urlsplit

from scanning.device.sane.scanner import SaneDevices
from scanning.errors import NoScanner

_PATH = "/eSCL"


def is_address(name: str) -> bool:
    """Return whether a scanner's name is the address of one: `http://192.0.2.7` or `https://host:port/eSCL`."""
    return urlsplit(name).scheme in ("http", "https")


def devices_at(address: str, name: str, folder: Path) -> SaneDevices:
    """Return SANE with the one scanner at an address; the network is not searched.

    Args:
        address: of its eSCL service; without a path, where eSCL is by default.
        name: what the scanner is to be called.
        folder: for SANE's configuration.

    Raises:
        NoScanner: that is no address.
    """
    parts = urlsplit(address)
    if not parts.hostname or any(mark in address for mark in '"\n '):
        raise NoScanner(address)
    url = address if parts.path.strip("/") else f"{parts.scheme}://{parts.netloc}{_PATH}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dll.conf").write_text("airscan\n", "ascii")
    (folder / "airscan.conf").write_text(
        f'[devices]\n"{name}" = {url}, eSCL\n[options]\ndiscovery = disable\n', "utf-8"
    )
    return SaneDevices({"SANE_CONFIG_DIR": str(folder)}, url.rstrip("/"))
