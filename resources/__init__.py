"""Files the program carries with it; this module is the only door to them."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a carried file, e.g. ``resource("fonts", "Tinos-Regular.ttf")``.

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
