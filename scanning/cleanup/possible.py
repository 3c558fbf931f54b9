"""Which values of a step a page can be made with."""

from collections.abc import Callable, Mapping

import numpy as np

from scanning.model import Colour

_LEAST_SHARE = 0.01
"""Of the picture: what a slip of the hand leaves of it is less."""

_MOST_DEGREES = 45.0
_QUARTERS = (0, 90, 180, 270)


def _is_turn(value: object) -> bool:
    return value in _QUARTERS and not isinstance(value, bool)


def _is_angle(value: object) -> bool:
    return _is_number(value) and abs(float(str(value))) <= _MOST_DEGREES


def _is_area(value: object) -> bool:
    if not (isinstance(value, tuple) and len(value) == 4 and all(_is_share(each) for each in value)):
        return False
    left, top, right, bottom = value
    return bool(right > left and bottom > top and (right - left) * (bottom - top) >= _LEAST_SHARE)


def _is_quadrangle(value: object) -> bool:
    """Return whether four corners go around clockwise, without a dent, and hold something."""
    if not (isinstance(value, tuple) and len(value) == 4 and all(_is_point(each) for each in value)):
        return False
    corners = np.array(value, float)
    sides = np.roll(corners, -1, axis=0) - corners
    following = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0]
    return bool((turns > 0).all() and turns.sum() / 4 >= _LEAST_SHARE)


def _is_point(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(_is_share(each) for each in value)


def _is_share(value: object) -> bool:
    return _is_number(value) and 0 <= float(str(value)) <= 1


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


POSSIBLE: Mapping[str, Callable[[object], bool]] = {
    "cut_out": _is_quadrangle,
    "colour": lambda value: isinstance(value, Colour),
    "turn": _is_turn,
    "straighten": _is_angle,
    "crop": _is_area,
    "back": lambda value: isinstance(value, str),
}
"""What has values; the other steps are done or not."""
