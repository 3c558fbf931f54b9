"""Layers of a PDF: nothing hidden is signed, and one that is switched after a signature is an alteration."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.changes.model import Kind
from signing.changes.pictures import look_alike
from signing.changes.structure import changes_between
from signing.demonstration import DemonstrationAuthority, Person
from signing.errors import LayersHidden
from signing.means import Means
from signing.model import Level, Verdict
from signing.rebuild import rebuild
from signing.sign import sign_copy
from signing.trust import Examiner
from signing.validate import verify
from tests.pki import TEXT, now, pin

Change = Callable[[Dictionary, Dictionary], None]
"""Changes the properties of the layers, and the one group there is."""


def shown(_properties: Dictionary, _group: Dictionary) -> None:
    """Leave the layer on."""


def off(properties: Dictionary, group: Dictionary) -> None:
    properties.D.OFF = Array([group])


def base_off(properties: Dictionary, _group: Dictionary) -> None:
    properties.D.BaseState = Name.OFF


def without_default(properties: Dictionary, _group: Dictionary) -> None:
    del properties["/D"]


def print_off(properties: Dictionary, group: Dictionary) -> None:
    group.Usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    category = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([group]))
    properties.D.AS = Array([category])


def by_zoom(properties: Dictionary, group: Dictionary) -> None:
    group.Usage = Dictionary(Zoom=Dictionary(min=2))
    properties.D.AS = Array([Dictionary(Event=Name.View, Category=Array([Name.Zoom]), OCGs=Array([group]))])


def layered(page: Path, target: Path, change: Change, *, member: Dictionary | None = None) -> Path:
    """Put a second text on the first page, in a layer."""
    with pikepdf.open(page) as pdf:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="More"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))
        change(pdf.Root.OCProperties, group)
        first = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        first.obj.Resources.Font.F9 = font
        if member is not None:
            member.OCGs = group
        first.obj.Resources.Properties = Dictionary(L1=group if member is None else member)
        first.contents_add(b"/OC /L1 BDC BT /F9 40 Tf 100 300 Td (Hidden sum) Tj ET EMC")
        pdf.save(target)
    return target


def text_on(file: Path) -> str:
    with pikepdf.open(file) as pdf:
        assert "/OCProperties" not in pdf.Root
    with pypdfium2.PdfDocument(file) as document:
        return str(document[0].get_textpage().get_text_range())


def test_a_layer_that_is_always_shown_becomes_plain_content(page: Path, tmp_path: Path) -> None:
    brought, anew = layered(page, tmp_path / "brought.pdf", shown), tmp_path / "anew.pdf"
    rebuild(brought, anew)
    assert "Hidden sum" in text_on(anew)
    assert look_alike(brought, anew, {})


@pytest.mark.parametrize("change", [off, base_off, without_default, print_off, by_zoom])
def test_a_layer_that_is_hidden_or_not_always_shown_is_refused(
    page: Path, tmp_path: Path, change: Change
) -> None:
    brought = layered(page, tmp_path / "brought.pdf", change)
    with pytest.raises(LayersHidden):
        rebuild(brought, tmp_path / "anew.pdf")
    assert not (tmp_path / "anew.pdf").exists()


@pytest.mark.parametrize(
    "member",
    [{"P": Name.AllOff}, {"P": Name.AnyOff}, {"VE": Array([Name.Not])}],
    ids=["all", "any", "formula"],
)
def test_what_is_shown_when_a_layer_is_off_is_refused(
    page: Path, tmp_path: Path, member: dict[str, Any]
) -> None:
    brought = layered(page, tmp_path / "b.pdf", shown, member=Dictionary(Type=Name.OCMD, **member))
    with pytest.raises(LayersHidden):
        rebuild(brought, tmp_path / "anew.pdf")


def switch_off(writer: IncrementalPdfFileWriter) -> None:
    properties = writer.root["/OCProperties"]
    properties["/D"][NameObject("/OFF")] = ArrayObject([properties["/OCGs"].raw_get(0)])
    writer.update_root()  # type: ignore[no-untyped-call]


def switch_off_on_paper(writer: IncrementalPdfFileWriter) -> None:
    properties = writer.root["/OCProperties"]
    reference = properties["/OCGs"].raw_get(0)
    state = DictionaryObject({NameObject("/PrintState"): NameObject("/OFF")})  # type: ignore[no-untyped-call]
    group = reference.get_object()
    group[NameObject("/Usage")] = DictionaryObject({NameObject("/Print"): state})  # type: ignore[no-untyped-call]
    writer.mark_update(reference)
    category = DictionaryObject(  # type: ignore[no-untyped-call]
        {
            NameObject("/Event"): NameObject("/Print"),
            NameObject("/Category"): ArrayObject([NameObject("/Print")]),
            NameObject("/OCGs"): ArrayObject([reference]),
        }
    )
    properties["/D"][NameObject("/AS")] = ArrayObject([category])
    writer.update_root()  # type: ignore[no-untyped-call]


def take_properties_away(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/OCProperties"]
    writer.update_root()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("before", "attack"),
    [(shown, switch_off), (shown, switch_off_on_paper), (off, take_properties_away)],
)
def test_a_layer_switched_after_a_signature_is_an_alteration(
    authority: DemonstrationAuthority,
    page: Path,
    tmp_path: Path,
    before: Change,
    attack: Callable[[IncrementalPdfFileWriter], None],
) -> None:
    source, target = layered(page, tmp_path / "source.pdf", before), tmp_path / "signed.pdf"
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        means = Means(key, Examiner(authority.store), None, Level.B_B)
        sign_copy(source, target, text=TEXT, means=means, moment=now())
    assert verify(target, store=authority.store, fetch_revocation=False).verdict is not Verdict.ALTERED
    with target.open("r+b") as stream:
        writer = IncrementalPdfFileWriter(stream, strict=False)
        attack(writer)
        writer.write_in_place()  # type: ignore[no-untyped-call]
    assert verify(target, store=authority.store, fetch_revocation=False).verdict is Verdict.ALTERED


@pytest.mark.parametrize(("change", "printed"), [(off, False), (print_off, True)])
def test_pictures_alone_see_a_layer_switched_on_the_screen_or_on_paper(
    page: Path, tmp_path: Path, change: Change, printed: bool
) -> None:
    older, newer = layered(page, tmp_path / "a.pdf", shown), layered(page, tmp_path / "b.pdf", change)
    assert look_alike(older, older, {}, printed=printed)
    assert not look_alike(older, newer, {}, printed=printed)


@pytest.mark.parametrize("change", [off, print_off, by_zoom])
def test_structure_alone_sees_a_layer_switched(page: Path, tmp_path: Path, change: Change) -> None:
    older, newer = layered(page, tmp_path / "a.pdf", shown), layered(page, tmp_path / "b.pdf", change)
    with pikepdf.open(older) as before, pikepdf.open(newer) as after:
        assert changes_between(before, before) == []
        assert Kind.FORBIDDEN in {each.kind for each in changes_between(before, after)}
