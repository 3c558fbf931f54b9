"""One visible signature on a digitised copy, at every level and without its services."""

import subprocess
from pathlib import Path

import pikepdf
import pytest

from signing.appearance import CopyText
from signing.demonstration import DemonstrationAuthority, Person
from signing.errors import CertificateRefused, FieldTaken, TokenGone, UnreadablePdf, WrongPin
from signing.keys.pkcs12 import Pkcs12Keys
from signing.keys.port import SigningKey
from signing.keys.token.source import TokenKey
from signing.means import Means
from signing.model import Level, SignedFile, TrustStatus, Verdict
from signing.sign import sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner, TrustStore
from signing.validate import verify
from tests.pki import TEXT, key_file, now, pin

NOBODY = TimestampService("http://127.0.0.1:9/", 2)


def signed(
    authority: DemonstrationAuthority,
    source: Path,
    target: Path,
    timestamps: TimestampService | None,
    level: Level,
    text: CopyText = TEXT,
) -> SignedFile:
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        return sign_copy(
            source,
            target,
            text=text,
            means=Means(key, Examiner(authority.store), timestamps, level),
            moment=now(),
        )


def judged_valid(path: Path) -> None:
    """Ask two judges we did not write."""
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr
    shown = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True
    ).stdout
    assert "Signature Validation: Signature is Valid." in shown


@pytest.mark.parametrize("level", [Level.B_B, Level.B_T, Level.B_LT, Level.B_LTA])
def test_a_copy_is_signed_at_the_level_asked(
    authority: DemonstrationAuthority,
    services: TimestampService,
    page: Path,
    tmp_path: Path,
    level: Level,
) -> None:
    done = signed(authority, page, tmp_path / "out.pdf", services, level)
    found = verify(done.path, store=authority.store)
    assert (done.level, done.wanted_level, done.size) == (level, level, done.path.stat().st_size)
    assert found.verdict is Verdict.VALID
    assert found.signatures[0].level is level
    assert found.signatures[0].demonstration
    assert (found.signatures[0].timestamp is None) is (level is Level.B_B)
    judged_valid(done.path)


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT, Level.B_LTA])
def test_without_time_stamps_a_copy_is_b_b_and_says_so(
    authority: DemonstrationAuthority,
    services: TimestampService,
    page: Path,
    tmp_path: Path,
    level: Level,
) -> None:
    done = signed(authority, page, tmp_path / "out.pdf", NOBODY, level)
    assert (done.level, done.wanted_level) == (Level.B_B, level)
    assert verify(done.path, store=authority.store).verdict is Verdict.VALID


def test_without_revocation_services_a_copy_is_b_t_and_says_so(
    authority: DemonstrationAuthority,
    services: TimestampService,
    page: Path,
    tmp_path: Path,
) -> None:
    silent = DemonstrationAuthority.create(tmp_path / "silent")
    with silent.token_keys(Person.OFFICER).unlock(pin()) as key:
        done = sign_copy(
            page,
            tmp_path / "out.pdf",
            text=TEXT,
            means=Means(key, Examiner(authority.store | silent.store), services, Level.B_LT),
            moment=now(),
        )
    assert (done.level, done.wanted_level) == (Level.B_T, Level.B_LT)


def test_a_time_stamp_service_nobody_trusts_gives_no_long_term_level(
    authority: DemonstrationAuthority,
    services: TimestampService,
    page: Path,
    tmp_path: Path,
) -> None:
    silent = DemonstrationAuthority.create(tmp_path / "silent")
    with silent.token_keys(Person.OFFICER).unlock(pin()) as key:
        done = sign_copy(
            page,
            tmp_path / "out.pdf",
            text=TEXT,
            means=Means(key, Examiner(silent.store), services, Level.B_LT),
            moment=now(),
        )
    assert done.level in {Level.B_B, Level.B_T}


def test_long_term_validity_needs_no_network(
    authority: DemonstrationAuthority,
    services: TimestampService,
    page: Path,
    tmp_path: Path,
) -> None:
    done = signed(authority, page, tmp_path / "out.pdf", services, Level.B_LT)
    assert verify(done.path, store=authority.store, fetch_revocation=False).verdict is Verdict.VALID
    with pikepdf.open(done.path) as document:
        assert len(document.Root.DSS.OCSPs) >= 1
        assert len(document.Root.DSS.CRLs) >= 1


def test_a_signature_nobody_vouches_for_is_untrusted(
    authority: DemonstrationAuthority,
    services: TimestampService,
    page: Path,
    tmp_path: Path,
) -> None:
    done = signed(authority, page, tmp_path / "out.pdf", services, Level.B_B)
    stranger = verify(done.path, store=TrustStore())
    offline = verify(done.path, store=authority.store, fetch_revocation=False)
    assert (stranger.verdict, stranger.signatures[0].trust) == (Verdict.UNTRUSTED, TrustStatus.UNKNOWN_ISSUER)
    assert (offline.verdict, offline.signatures[0].trust) == (Verdict.UNTRUSTED, TrustStatus.UNKNOWN_STATUS)


def test_an_unknown_certificate_is_refused_before_signing(
    authority: DemonstrationAuthority,
    page: Path,
    tmp_path: Path,
) -> None:
    keys = Pkcs12Keys(key_file(authority, Person.OFFICER, tmp_path / "officer.p12"))
    target = tmp_path / "out.pdf"
    with keys.unlock(pin()) as key, pytest.raises(CertificateRefused) as caught:
        copy_with(key, TrustStore(), page, target)
    assert caught.value.reason is TrustStatus.UNKNOWN_ISSUER
    assert not target.exists()


def test_wrong_pin_leaves_no_signed_file(
    authority: DemonstrationAuthority,
    page: Path,
    tmp_path: Path,
) -> None:
    keys = authority.token_keys(Person.OFFICER)
    with pytest.raises(WrongPin), keys.unlock(bytearray(b"00000000")) as key:
        copy_with(key, authority.store, page, tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == [page]


def test_a_token_pulled_out_leaves_nothing_behind(
    authority: DemonstrationAuthority,
    page: Path,
    tmp_path: Path,
) -> None:
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        assert isinstance(key, TokenKey)
        key.worker.close()
        with pytest.raises(TokenGone):
            copy_with(key, authority.store, page, tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == [page]


def test_a_copy_is_signed_once(
    authority: DemonstrationAuthority,
    page: Path,
    tmp_path: Path,
) -> None:
    done = signed(authority, page, tmp_path / "out.pdf", None, Level.B_B)
    with pytest.raises(FieldTaken):
        signed(authority, done.path, tmp_path / "again.pdf", None, Level.B_B)


def test_what_is_no_pdf_is_not_signed(authority: DemonstrationAuthority, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"hello")
    with pytest.raises(UnreadablePdf):
        signed(authority, tmp_path / "x.pdf", tmp_path / "out.pdf", None, Level.B_B)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_text_stands_at_the_top_right_of_the_page_as_shown(
    authority: DemonstrationAuthority,
    page: Path,
    tmp_path: Path,
    turned: int,
) -> None:
    source = tmp_path / "turned.pdf"
    with pikepdf.open(page) as document:
        document.pages[0].Rotate = turned
        document.pages[0].CropBox = [40, 60, 500, 700]
        document.save(source)
    agency = CopyText("TRÍCH SAO", "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH, THÀNH PHỐ HỒ CHÍ MINH")
    done = signed(authority, source, tmp_path / "out.pdf", None, Level.B_B, agency)
    shown = subprocess.run(
        ["pdftotext", "-cropbox", "-bbox", "-l", "1", str(done.path), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    width, height = (640, 460) if turned % 180 else (460, 640)
    boxes = [line for line in shown.splitlines() if any(f">{word}<" in line for word in ("TRÍCH", "MINH"))]
    assert len(boxes) == 2
    for line in boxes:
        left, top, right, bottom = (float(part.split('"')[0]) for part in line.split('="')[1:5])
        assert left > width * 0.5
        assert right <= width
        assert 0 <= top < bottom < height * 0.15
        assert bottom - top < right - left


def test_fonts_are_embedded_and_metadata_stay(
    authority: DemonstrationAuthority,
    page: Path,
    tmp_path: Path,
) -> None:
    done = signed(authority, page, tmp_path / "out.pdf", None, Level.B_B)
    with pikepdf.open(page) as before, pikepdf.open(done.path) as after:
        assert after.docinfo == before.docinfo
        fonts = [
            each
            for each in after.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
        assert any("/FontFile2" in each and "Tinos" in str(each.FontName) for each in fonts)
        widget = after.Root.AcroForm.Fields[0]
        assert "/N" in widget.AP
        assert int(widget.F) & 4


def copy_with(key: SigningKey, store: TrustStore, source: Path, target: Path) -> SignedFile:
    return sign_copy(
        source,
        target,
        text=TEXT,
        means=Means(key, Examiner(store), None, Level.B_B),
        moment=now(),
    )
