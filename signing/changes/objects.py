"""Whether two PDF objects of two revisions say the same, whatever they are numbered."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

MOST_NODES = 3_000_000
_UPWARDS = frozenset({"/Parent", "/P"})
_ENCODING = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})

Place = tuple[int, int]
"""Object number and generation; (0, 0) for an object inside another one."""


class TooComplex(Exception):
    """The documents have more parts than anybody would compare."""


class Sameness:
    """Compares objects of an older and a newer revision of one document."""

    def __init__(self, older_pages: Mapping[Place, int], newer_pages: Mapping[Place, int]) -> None:
        """Take the page numbers by place: a reference to a page is compared by its number only."""
        self._older_pages = older_pages
        self._newer_pages = newer_pages
        self._known: set[tuple[Place, Place]] = set()
        self._nodes = 0

    def difference(
        self, older: Any, newer: Any, where: str, ignored: Iterable[str] = (), *, root: bool = True
    ) -> str | None:
        """Return the path of the first difference, None when there is none.

        Args:
            older: an object of the older revision.
            newer: its counterpart.
            where: the path of both.
            ignored: keys that do not count at the top.
            root: do not take the objects themselves for references to a page.

        Raises:
            TooComplex: the documents are too large to compare.
        """
        pairs: set[tuple[Place, Place]] = set()
        skipped = frozenset(ignored)
        waiting: list[tuple[Any, Any, str]] = [(older, newer, where)]
        first = root
        while waiting:
            self._count()
            left, right, path = waiting.pop()
            if not first and self._settled(left, right, pairs):
                continue
            inner = self._parts(left, right, path, skipped if first else frozenset(), top=first)
            skipped, first = frozenset(), False
            if inner is None:
                return path
            waiting.extend(inner)
        self._known |= pairs
        return None

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise TooComplex

    def _settled(self, left: Any, right: Any, pairs: set[tuple[Place, Place]]) -> bool:
        """Tell whether this pair of indirect objects was met before."""
        places = _place(left), _place(right)
        if places[0] == (0, 0) or places[1] == (0, 0):
            return False
        if places in self._known or places in pairs:
            return True
        pairs.add(places)
        return False

    def _parts(
        self, left: Any, right: Any, path: str, skipped: frozenset[str], *, top: bool
    ) -> list[tuple[Any, Any, str]] | None:
        """Return the pairs of parts still to compare, None if the two differ already."""
        if isinstance(left, pikepdf.Stream) or isinstance(right, pikepdf.Stream):
            return _stream_parts(left, right, path, skipped)
        if isinstance(left, pikepdf.Dictionary) and isinstance(right, pikepdf.Dictionary):
            page = None if top else self._older_pages.get(_place(left))
            if page is not None:
                return [] if self._newer_pages.get(_place(right)) == page else None
            return _dictionary_parts(left, right, path, skipped)
        if isinstance(left, pikepdf.Array) and isinstance(right, pikepdf.Array):
            if len(left) != len(right):
                return None
            return [(left[n], right[n], f"{path}[{n}]") for n in range(len(left))]
        return [] if same_scalar(left, right) else None


def same_scalar(left: Any, right: Any) -> bool:
    """Compare what has no parts; numbers by value, strings by their bytes."""
    if isinstance(left, pikepdf.Object) or isinstance(right, pikepdf.Object):
        return type(left) is type(right) and bool(left == right)
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


def _place(item: Any) -> Place:
    return item.objgen if isinstance(item, pikepdf.Object) else (0, 0)


def _dictionary_parts(
    left: Any, right: Any, path: str, skipped: frozenset[str]
) -> list[tuple[Any, Any, str]] | None:
    keys = set(_keys(left, skipped))
    if keys != set(_keys(right, skipped)):
        return None
    return [(left[key], right[key], path + key) for key in sorted(keys)]


def _keys(item: Any, skipped: frozenset[str]) -> Iterator[str]:
    """Yield the keys that count; a key whose value is null is absent (ISO 32000-1, 7.3.7).

    The ``/Data`` of a signature reference is the document itself, which is compared anyway.
    """
    for key in item.keys():  # noqa: SIM118 - iterating a stream would read it
        back = key == "/Data" and "/TransformMethod" in item
        if key not in skipped and key not in _UPWARDS and not back and item.get(key) is not None:
            yield key


def _stream_parts(
    left: Any, right: Any, path: str, skipped: frozenset[str]
) -> list[tuple[Any, Any, str]] | None:
    if not (isinstance(left, pikepdf.Stream) and isinstance(right, pikepdf.Stream)):
        return None
    if left.read_raw_bytes() == right.read_raw_bytes():
        return _dictionary_parts(left, right, path, skipped | {"/Length"})
    if left.read_bytes() != right.read_bytes():
        return None
    return _dictionary_parts(left, right, path, skipped | _ENCODING)
