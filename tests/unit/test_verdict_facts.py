"""What people are told of a signature, on the screen and on paper."""

from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import pypdfium2
import pytest

from clerk_app.i18n import LANGUAGES, translator
from clerk_app.paper.verification import (
    Ink,
    ReportedFile,
    ReportedSignature,
    VerificationPaper,
    draw_verification,
)
from clerk_app.workflow.errors import UnknownReport
from clerk_app.workflow.verdict_facts import signature_facts
from clerk_app.workflow.verify_files import require_report
from signing.model import ChangesAfter, Covers, Level, TrustStatus
from signing.validation import SignatureEvidence, Validation
from tests.unit.test_signing_model import GOOD

NOTHING = SignatureEvidence("copy")


def values(language: str = "en", **changes: object) -> list[str]:
    judged = replace(GOOD, **changes)  # type: ignore[arg-type]
    return [fact.value for fact in signature_facts(judged, NOTHING, translator(language))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [Level, Covers, ChangesAfter, TrustStatus])
def test_every_finding_has_words_of_its_own(kind: type[Enum], language: str) -> None:
    name = {Level: "level", Covers: "covers", ChangesAfter: "changes_after", TrustStatus: "trust"}[kind]
    told = {tuple(values(language, **{name: member})) for member in kind}
    assert len(told) == len(kind)


def test_the_certificate_of_a_broken_signature_is_not_called_trusted() -> None:
    assert not any("trusted" in value for value in values(intact=False))


def test_times_are_told_in_vietnamese_time() -> None:
    moment = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)
    assert "26/11/2026 01:30:00 (UTC+7)" in values(signed_at=moment)


def test_evidence_survives_being_sent_as_json() -> None:
    evidence = SignatureEvidence("a", (0, 1, 2, 3), "x", "sha256", b"1", b"2", b"3", b"4", (b"5",), (b"6",))
    assert SignatureEvidence.of(evidence.as_data()) == evidence
    assert Validation.unreadable(Path("/a"), "00", 1).evidence == ()


def test_a_report_is_for_people_or_for_machines() -> None:
    assert require_report(Path("a.PDF")) == Path("a.PDF")
    with pytest.raises(UnknownReport):
        require_report(Path("a.doc"))


def test_a_long_report_breaks_over_pages_and_takes_no_name_for_markup() -> None:
    one = ReportedSignature("<b>&", "valid", Ink.GOOD, [("Signer", "Nguyễn & <i>Lan</i>")] * 12)
    file = ReportedFile("a" * 300 + ".pdf", "valid", Ink.GOOD, ["Fine."], [("SHA-256", "0" * 64)], [one] * 9)
    with pypdfium2.PdfDocument(draw_verification(VerificationPaper("Report", "today", [file]))) as drawn:
        text = "".join(page.get_textpage().get_text_range() for page in drawn)
        assert len(drawn) > 1
        assert text.count("Nguyễn & <i>Lan</i>") == 9 * 12
