"""The whole main job as a person runs it: real scanner stack, token, time stamp, database and portal."""

import subprocess
import unicodedata
from pathlib import Path

import pytest
import zxingcpp

from clerk_app.cli.commands.demo import SENTENCES, sentence, summary
from clerk_app.demonstration.run import Stage
from clerk_app.i18n import translator
from clerk_app.workflow.what_was_read import DossierRead, what_was_read
from scanning.intake.documents import open_pages
from tests.commands import Outcome
from tests.e2e.demonstration import accepted_at_portal, clerk


def tool(*arguments: str) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def files_of(outcome: Outcome) -> list[str]:
    return [document["file"] for document in outcome.data["documents"]] + [outcome.data["decision"]["file"]]


def words_of(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def demo(home: Path) -> Outcome:
    return clerk(home, "demo", "--json")


def test_every_step_of_the_run_has_a_sentence() -> None:
    assert SENTENCES.keys() == set(Stage)


def test_people_are_told_in_their_language_what_was_reached(demo: Outcome) -> None:
    facts = {"seconds": 2.5, "portal": "accepted", "receipt": "DVC-1"}
    assert (
        sentence(translator("vi"), Stage.RESULT, facts) == "  2.50 s  Đã gửi kết quả lên Cổng: đã tiếp nhận"
    )
    told = "\n".join(summary(translator("vi"), demo.data))
    assert ": đã tiếp nhận, DVC-" in told
    assert told.count("hợp lệ)") == 3


class TestDemonstration:
    def test_it_ends_with_an_accepted_dossier(self, demo: Outcome, home: Path) -> None:
        assert demo.code == 0, demo.complaints
        assert demo.data["portal"]["status"] == "accepted"
        assert demo.data["portal"]["receipt"]
        assert accepted_at_portal(home) == [demo.data["dossier"]]

    def test_every_document_is_signed_and_judged_valid(self, demo: Outcome) -> None:
        assert [document["pages"] for document in demo.data["documents"]] == [2, 1]
        assert {document["signature_verdict"] for document in demo.data["documents"]} == {"valid"}
        assert demo.data["decision"]["signature_verdict"] == "valid"

    def test_judges_we_did_not_write_agree(self, demo: Outcome) -> None:
        expected = [1, 1, 5]
        for file, signatures in zip(files_of(demo), expected, strict=True):
            assert "No syntax or stream encoding errors" in tool("qpdf", "--check", file)
            assert tool("pdfsig", file).count("- Signature Validation: Signature is Valid.") == signatures

    def test_the_text_of_the_papers_is_found_in_the_pdf(self, demo: Outcome) -> None:
        text = words_of(tool("pdftotext", demo.data["documents"][0]["file"], "-"))
        for word in words_of("TỜ KHAI ĐĂNG KÝ KHAI SINH Trần Lê Gia Hân Nguyễn Trãi 092194005678"):
            assert any(word in found for found in text), word

    def test_the_first_page_carries_the_words_of_a_digitised_copy(self, demo: Outcome) -> None:
        first = tool("pdftotext", "-l", "1", demo.data["documents"][0]["file"], "-")
        assert "SAO Y" in first
        assert "+07:00" in first

    def test_the_receipt_carries_the_dossier_as_qr(self, demo: Outcome) -> None:
        (page,) = open_pages(Path(demo.data["receipt_form"]))
        (code,) = zxingcpp.read_barcodes(page.pixels)
        read = what_was_read(code.text)
        assert isinstance(read, DossierRead)
        assert read.code == demo.data["dossier"]

    def test_what_it_says_of_its_files_is_true(self, demo: Outcome) -> None:
        for document in demo.data["documents"]:
            file = Path(document["file"])
            assert file.is_absolute()
            assert file.stat().st_size == document["bytes"]
            assert tool("sha256sum", str(file)).startswith(document["sha256"])
        assert {"accept", "sign", "submit", "decide"} <= set(demo.data["seconds"])

    def test_the_log_names_nobody(self, demo: Outcome, home: Path) -> None:
        assert demo.code == 0
        for log in (home / "clerk" / "logs").iterdir():
            text = log.read_text("utf-8")
            assert "Hồng Nhung" not in text
            assert "092194005678" not in text
            assert "12345678" not in text


@pytest.mark.parametrize(
    "chosen", [("cv2243*", "nd96_2016_p0*", "kg_2155*"), pytest.param(("*",), marks=pytest.mark.soak)]
)
def test_real_pages_become_a_dossier_whose_text_can_be_found(
    tmp_path: Path, shared_data: Path, chosen: tuple[str, ...]
) -> None:
    """Every page is accepted, with 90 % of the words of each nd96 page and 70 % of the cv2243 ones."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for file in {file for pattern in chosen for file in (shared_data / "pages").glob(pattern)}:
        (pages / file.name).symlink_to(file)
    outcome = clerk(tmp_path, "demo", "--pages", str(pages), "--json")
    assert outcome.code == 0, outcome.complaints
    (document,) = outcome.data["documents"]
    names = sorted(file.stem for file in pages.iterdir() if file.suffix in {".png", ".jpg"})
    assert document["pages"] == len(names)
    texts = dict(zip(names, tool("pdftotext", document["file"], "-").split("\f"), strict=False))
    for truth in pages.glob("*.txt"):
        wanted, found = words_of(truth.read_text("utf-8")), set(words_of(texts[truth.stem]))
        share = sum(word in found for word in wanted) / len(wanted)
        assert share >= (0.9 if truth.stem.startswith("nd96") else 0.7), (truth.stem, share)
