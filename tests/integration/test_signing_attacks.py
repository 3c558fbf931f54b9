"""Attacks made here, on documents signed here: none of them passes for the signed document."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.demonstration import DemonstrationAuthority, Person
from signing.means import Means
from signing.model import Level, Verdict
from signing.sign import sign_copy
from signing.trust import Examiner, TrustStore
from signing.validate import verify
from tests.pki import TEXT, now, pin

Edit = Callable[[IncrementalPdfFileWriter], None]


@pytest.fixture
def signed(authority: DemonstrationAuthority, page: Path, tmp_path: Path) -> Path:
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        return sign_copy(
            page,
            tmp_path / "signed.pdf",
            text=TEXT,
            means=Means(key, Examiner(authority.store), None, Level.B_B),
            moment=now(),
        ).path


def _picture(writer: IncrementalPdfFileWriter, drawing: bytes) -> DictionaryObject:
    box = ArrayObject(FloatObject(each) for each in (0, 0, 100, 30))  # type: ignore[no-untyped-call]
    form = {"/Type": "/XObject", "/Subtype": "/Form"}
    stream = StreamObject({NameObject(k): NameObject(v) for k, v in form.items()}, stream_data=drawing)
    stream[NameObject("/BBox")] = box
    return DictionaryObject({NameObject("/N"): writer.add_object(stream)})  # type: ignore[no-untyped-call]


def _pin_to_page(writer: IncrementalPdfFileWriter, subtype: str, drawing: bytes) -> None:
    first = writer.root["/Pages"]["/Kids"][0].get_object()
    annotation = DictionaryObject(  # type: ignore[no-untyped-call]
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): ArrayObject(FloatObject(each) for each in (95, 495, 195, 525)),  # type: ignore[no-untyped-call]
            NameObject("/AP"): _picture(writer, drawing),
        }
    )
    first["/Annots"].append(writer.add_object(annotation))
    writer.update_container(first["/Annots"])


def a_stamp_over_the_text(writer: IncrementalPdfFileWriter) -> None:
    _pin_to_page(writer, "/Stamp", b"1 1 1 rg 0 0 100 30 re f")


def another_page_content(writer: IncrementalPdfFileWriter) -> None:
    first = writer.root["/Pages"]["/Kids"][0].get_object()
    first[NameObject("/Contents")] = writer.add_object(StreamObject(stream_data=b"0 0 50 50 re f"))
    writer.update_container(first)


def a_page_fewer(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"].pop()
    pages[NameObject("/Count")] = type(pages["/Count"])(1)
    writer.update_container(pages)


def a_signature_cut_out(writer: IncrementalPdfFileWriter) -> None:
    first = writer.root["/Pages"]["/Kids"][0].get_object()
    first[NameObject("/Annots")] = ArrayObject()
    writer.root["/AcroForm"][NameObject("/Fields")] = ArrayObject()
    writer.update_container(writer.root["/AcroForm"])
    writer.update_container(first)


def a_script_on_opening(writer: IncrementalPdfFileWriter) -> None:
    action = {NameObject("/S"): NameObject("/Named"), NameObject("/N"): NameObject("/Print")}
    writer.root[NameObject("/OpenAction")] = DictionaryObject(action)  # type: ignore[no-untyped-call]
    writer.update_root()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    "edit",
    [
        a_stamp_over_the_text,
        another_page_content,
        a_page_fewer,
        a_signature_cut_out,
        a_script_on_opening,
    ],
)
def test_an_edit_after_signing_is_no_longer_the_signed_document(
    authority: DemonstrationAuthority, signed: Path, edit: Edit
) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed.read_bytes()))
    edit(writer)
    with signed.open("wb") as output:
        writer.write(output)  # type: ignore[no-untyped-call]
    found = verify(signed, store=authority.store, fetch_revocation=False)
    assert found.verdict in (Verdict.ALTERED, Verdict.BROKEN)


def test_blanks_at_the_end_change_nothing(authority: DemonstrationAuthority, signed: Path) -> None:
    before = verify(signed, store=authority.store, fetch_revocation=False).verdict
    signed.write_bytes(signed.read_bytes() + b"\r\n\n")
    assert verify(signed, store=authority.store, fetch_revocation=False).verdict is before


def signed_bytes(content: bytes) -> bytes:
    """Return the file without the signature itself, in which padding may differ."""
    head, _, rest = content.partition(b"/Contents <")
    return head + rest.partition(b">")[2].rstrip()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(st.data())
def test_a_mutated_file_gets_a_verdict_and_passes_only_if_its_signed_bytes_are_unharmed(
    signed: Path, data: st.DataObject
) -> None:
    original = signed.with_suffix(".original")
    if not original.exists():
        original.write_bytes(signed.read_bytes())
    content = bytearray(original.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    signed.write_bytes(content)
    verdict = verify(signed, store=TrustStore(), fetch_revocation=False).verdict
    harmed = signed_bytes(bytes(content)) != signed_bytes(original.read_bytes())
    assert verdict is not Verdict.UNTRUSTED or not harmed
