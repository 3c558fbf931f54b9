"""Finds what differs between two revisions of a document, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from signing.changes.form import Field, Form, box_of, field_type
from signing.changes.model import Change, Kind
from signing.changes.objects import Place, Sameness

_SILENT_ROOT_KEYS = frozenset({"/DSS", "/Extensions", "/Metadata", "/PieceInfo", "/Type", "/Version"})
"""What a document says to machines about itself; nothing of it is shown."""
_SILENT_PAGE_KEYS = frozenset(
    {"/Annots", "/LastModified", "/Metadata", "/PieceInfo", "/Parent", "/StructParents", "/Tabs", "/Type"}
)
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_COMMENTS = frozenset({"/Text", "/Popup", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly"})
"""Annotations that mark text; those that could pass for the page's own content are none."""
_FILLING = frozenset(
    {"/AP", "/AS", "/F", "/V", "/M", "/MK", "/DA", "/Lock", "/SV", "/Rect", "/Border", "/DR", "/Ff"}
)
_MOST_PAGES = 20_000


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a document, opened, with its pages and its form."""

    pdf: pikepdf.Pdf
    pages: tuple[Any, ...]
    form: Form

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> "Revision":
        """Read a revision's pages and form."""
        return cls(pdf, tuple(page.obj for page in pdf.pages), Form.of(pdf))

    def places(self) -> dict[Place, int]:
        """Return the number of each page, from 0, by the place of its object."""
        return {page.objgen: number for number, page in enumerate(self.pages)}


def changes_between(older: pikepdf.Pdf, newer: pikepdf.Pdf) -> list[Change]:
    """Return every change from one revision to a later one; empty when they say the same.

    Raises:
        TooComplex: too large to compare.
        Exception: pikepdf's, on damaged files.
    """
    before, after = Revision.of(older), Revision.of(newer)
    if len(before.pages) != len(after.pages) or len(after.pages) > _MOST_PAGES:
        return [Change(Kind.FORBIDDEN, "/Pages")]
    same = Sameness(before.places(), after.places())
    found = [*_of_root(before, after, same), *_of_form(before, after, same)]
    for number in range(len(after.pages)):
        found += _of_page(number, before, after, same)
    return found


def _of_root(before: Revision, after: Revision, same: Sameness) -> Iterator[Change]:
    older, newer = before.pdf.Root, after.pdf.Root
    for key in sorted(set(older.keys()) | set(newer.keys())):
        if key in ("/Pages", "/AcroForm"):
            continue
        if key in _SILENT_ROOT_KEYS:
            if key == "/DSS" and _differs(older, newer, key, same):
                yield Change(Kind.VALIDATION, key)
        elif key == "/Perms":
            yield from _of_permissions(older, newer, same)
        elif key == "/StructTreeRoot":
            yield from _of_structure(older, newer, same)
        elif _differs(older, newer, key, same):
            yield Change(Kind.FORBIDDEN, key)


def _differs(older: Any, newer: Any, key: str, same: Sameness) -> bool:
    """Compare one entry; a missing one is null."""
    left, right = older.get(key), newer.get(key)
    if left is None or right is None:
        return left is not right
    return same.difference(left, right, key) is not None


def _of_permissions(older: Any, newer: Any, same: Sameness) -> Iterator[Change]:
    """A later certification may add its entry; none may vanish or change."""
    left, right = older.get("/Perms"), newer.get("/Perms")
    for key in () if left is None else left.keys():
        if right is None or _differs(left, right, key, same):
            yield Change(Kind.FORBIDDEN, f"/Perms{key}")
    if left is None and right is not None:
        yield Change(Kind.SIGNATURE, "/Perms")


def _of_structure(older: Any, newer: Any, same: Sameness) -> Iterator[Change]:
    """Tags for new signature fields may be added; what was tagged keeps its tags."""
    left, right = older.get("/StructTreeRoot"), newer.get("/StructTreeRoot")
    if left is None:
        if right is not None:
            yield Change(Kind.SIGNATURE, "/StructTreeRoot")
    elif right is None or _roles_differ(left, right, same):
        yield Change(Kind.FORBIDDEN, "/StructTreeRoot")
    elif _differs(older, newer, "/StructTreeRoot", same):
        grown = _only_grown(left.get("/K"), right.get("/K"), same)
        yield Change(Kind.SIGNATURE if grown else Kind.FORBIDDEN, "/StructTreeRoot/K")


def _roles_differ(left: Any, right: Any, same: Sameness) -> bool:
    return any(_differs(left, right, key, same) for key in ("/RoleMap", "/ClassMap"))


def _only_grown(left: Any, right: Any, same: Sameness) -> bool:
    """Tell whether the newer tree of tags is the older one with children added at the end of some nodes."""
    waiting = [(left, right)]
    seen: set[Place] = set()
    while waiting:
        old, new = waiting.pop()
        if isinstance(old, pikepdf.Dictionary) and isinstance(new, pikepdf.Dictionary):
            if old.is_indirect and old.objgen in seen:
                continue
            seen.add(old.objgen)
            if same.difference(old, new, "", ("/K", "/Pg", "/ID")) is not None:
                return False
            waiting.append((old.get("/K"), new.get("/K")))
        elif isinstance(new, pikepdf.Array):
            olds = list(old) if isinstance(old, pikepdf.Array) else [] if old is None else [old]
            if len(olds) > len(new):
                return False
            waiting += [(each, new[n]) for n, each in enumerate(olds)]
        elif old is not None and same.difference(old, new, "", root=False) is not None:
            return False
    return True


def _of_form(before: Revision, after: Revision, same: Sameness) -> Iterator[Change]:
    older, newer = before.pdf.Root.get("/AcroForm"), after.pdf.Root.get("/AcroForm")
    if older is not None:
        for key in sorted(set(older.keys()) | set(() if newer is None else newer.keys())):
            if key in ("/Fields", "/SigFlags", "/DR"):
                continue
            added = key == "/DA" and key not in older
            if newer is None or (not added and _differs(older, newer, key, same)):
                yield Change(Kind.FORBIDDEN, f"/AcroForm{key}")
    elif newer is not None and ("/XFA" in newer or newer.get("/NeedAppearances")):
        yield Change(Kind.FORBIDDEN, "/AcroForm")
    for name in sorted(before.form.fields.keys() | after.form.fields.keys()):
        yield from _of_field(name, before.form.fields.get(name), after.form.fields.get(name), same)


def _of_field(name: str, old: Field | None, new: Field | None, same: Sameness) -> Iterator[Change]:
    where = f"/AcroForm {name}"
    if new is None or (old is not None and old.kind != new.kind):
        yield Change(Kind.FORBIDDEN, where, name)
    elif old is None:
        yield from _of_new_field(name, new)
    elif new.kind == "/Sig":
        yield from _of_signature_field(name, old, new, same)
    elif (old.value is None) != (new.value is None) or (
        old.value is not None and same.difference(old.value, new.value, where) is not None
    ):
        yield Change(Kind.FORM, where, name)


def _of_new_field(name: str, new: Field) -> Iterator[Change]:
    if new.kind != "/Sig":
        yield Change(Kind.FORBIDDEN, f"/AcroForm {name}", name)
    else:
        yield Change(Kind.VALIDATION if new.is_timestamp else Kind.SIGNATURE, f"/AcroForm {name}", name)


def _of_signature_field(name: str, old: Field, new: Field, same: Sameness) -> Iterator[Change]:
    where = f"/AcroForm {name}/V"
    if old.value is None:
        if new.value is not None:
            yield Change(Kind.VALIDATION if new.is_timestamp else Kind.SIGNATURE, where, name)
    elif new.value is None or same.difference(old.value, new.value, where) is not None:
        yield Change(Kind.FORBIDDEN, where, name)


def _of_page(number: int, before: Revision, after: Revision, same: Sameness) -> Iterator[Change]:
    older, newer = before.pages[number], after.pages[number]
    for key in sorted(set(older.keys()) | set(newer.keys()) | set(_INHERITED)):
        if key in _SILENT_PAGE_KEYS:
            continue
        left, right = _inherited(older, key), _inherited(newer, key)
        if left is None and right is None:
            continue
        where = f"/Pages[{number}]{key}"
        if left is None or right is None or same.difference(left, right, where) is not None:
            yield Change(Kind.FORBIDDEN, where, page=number)
    yield from _of_annotations(number, before, after, same)


def _inherited(page: Any, key: str) -> Any:
    for _ in range(64):
        if page is None or not isinstance(page, pikepdf.Dictionary):
            return None
        if page.get(key) is not None or key not in _INHERITED:
            return page.get(key)
        page = page.get("/Parent")
    return None


def _annotations(page: Any) -> list[Any]:
    listed = page.get("/Annots")
    found = list(listed) if isinstance(listed, pikepdf.Array) else []
    return [each for each in found if isinstance(each, pikepdf.Dictionary)]


def _of_annotations(number: int, before: Revision, after: Revision, same: Sameness) -> Iterator[Change]:
    old, new = _annotations(before.pages[number]), _annotations(after.pages[number])
    left_over = list(new)
    unmatched = []
    for each in old:
        twin = next((one for one in left_over if _is_same(each, one, same)), None)
        if twin is None:
            unmatched.append(each)
        else:
            left_over.remove(twin)
    for each in unmatched:
        changed = _successor(each, left_over, before.form, after.form)
        if changed is None:
            yield Change(Kind.FORBIDDEN, f"/Pages[{number}]/Annots", page=number)
        else:
            left_over.remove(changed)
            yield _of_annotation(number, each, changed, before, after, same)
    for each in left_over:
        yield _of_new_annotation(number, each, after)


def _is_same(older: Any, newer: Any, same: Sameness) -> bool:
    return same.difference(older, newer, "", ("/StructParent", "/M")) is None


def _successor(annotation: Any, candidates: list[Any], before: Form, after: Form) -> Any:
    """Find what an annotation has become: the same object, or the same field's widget."""
    for each in candidates:
        if annotation.is_indirect and each.is_indirect and annotation.objgen == each.objgen:
            return each
    name = before.name_of(annotation)
    return next((each for each in candidates if name is not None and after.name_of(each) == name), None)


def _of_annotation(
    number: int, older: Any, newer: Any, before: Revision, after: Revision, same: Sameness
) -> Change:
    """Judge a changed annotation: a widget that was signed or filled, or something worse."""
    where = f"/Pages[{number}]/Annots"
    name = after.form.name_of(newer)
    old, new = before.form.fields.get(name or ""), after.form.fields.get(name or "")
    rest = same.difference(older, newer, where, _FILLING | {"/StructParent"})
    if rest is not None or old is None or new is None or name != before.form.name_of(older):
        return Change(Kind.FORBIDDEN, rest or where, name, number)
    if field_type(newer) == "/Sig":
        signed_now = old.value is None and new.value is not None
        return Change(
            Kind.SIGNATURE if signed_now else Kind.FORBIDDEN, where + "/AP", name, number, box_of(newer)
        )
    moved = same.difference(older, newer, where, (_FILLING - {"/Rect"}) | {"/StructParent"})
    return Change(Kind.FORM if moved is None else Kind.FORBIDDEN, where, name, number, box_of(newer))


def _of_new_annotation(number: int, annotation: Any, after: Revision) -> Change:
    where, box = f"/Pages[{number}]/Annots+", box_of(annotation)
    kind = str(annotation.get("/Subtype"))
    if kind == "/Widget":
        name = after.form.name_of(annotation)
        field = after.form.fields.get(name or "")
        if field is None or field.kind != "/Sig" or (field.value is None and "/AP" in annotation and box):
            return Change(Kind.FORBIDDEN, where, name, number, box)
        silent = field.is_timestamp and box is None
        return Change(Kind.VALIDATION if silent else Kind.SIGNATURE, where, name, number, box)
    return Change(Kind.COMMENT if kind in _COMMENTS else Kind.FORBIDDEN, where, None, number, box)
