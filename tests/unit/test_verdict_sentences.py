"""Every verdict is explained to people."""

from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.i18n import LANGUAGES, translator
from clerk_app.workflow.verdicts import explained
from signing.model import ChangesAfter, FileVerdict, SignatureVerdict, TrustStatus, Verdict
from tests.unit.test_signing_model import GOOD


def told(verdict: Verdict, *signatures: SignatureVerdict, language: str = "en") -> list[str]:
    return list(explained(FileVerdict(Path("/a.pdf"), verdict, signatures), translator(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trust", [each for each in TrustStatus if each is not TrustStatus.TRUSTED])
def test_every_reason_not_to_trust_is_told_with_the_name(trust: TrustStatus, language: str) -> None:
    (sentence,) = told(Verdict.UNTRUSTED, replace(GOOD, trust=trust), GOOD, language=language)
    assert GOOD.signer in sentence


@pytest.mark.parametrize("verdict", [Verdict.UNREADABLE, Verdict.UNSIGNED, Verdict.VALID])
def test_a_file_alone_is_explained_in_one_sentence(verdict: Verdict) -> None:
    assert len(told(verdict)) == 1


def test_a_file_that_was_written_anew_is_told_from_one_that_was_tampered_with() -> None:
    rewritten = replace(GOOD, intact=False, reason="byte_range")
    tampered = replace(GOOD, intact=False, reason="digest")
    assert "compress" in told(Verdict.BROKEN, rewritten)[0]
    assert "compress" in told(Verdict.BROKEN)[0]
    assert told(Verdict.BROKEN, tampered) == [
        "What Nguyễn Thị Lan signed is no longer what this file holds. Ask for the file as it was signed."
    ]


def test_who_signed_before_the_change_is_named() -> None:
    changed = replace(GOOD, changes_after=ChangesAfter.FORBIDDEN)
    (sentence,) = told(Verdict.ALTERED, changed, GOOD)
    assert "After Nguyễn Thị Lan signed" in sentence
