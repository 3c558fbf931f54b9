"""The certificate is checked before the PIN: what is refused, what warns, and that no token hears of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from clerk_app.i18n import translator
from clerk_app.workflow.check_signer import as_record, checked, unlocked, warnings_of
from clerk_app.workflow.messages import message_for
from signing.errors import CertificateNotOnToken, CertificateRefused, ClockWrong
from signing.means import Means, attainable, check_clock
from signing.model import Fingerprint, Level, TrustStatus
from signing.timestamp import TimestampService
from signing.trust import Examiner, TrustStore
from tests.pki.strangers import PIN, Stranger, Strangers

REFUSED = {
    Stranger.EXPIRED: (TrustStatus.EXPIRED, "expired"),
    Stranger.REVOKED: (TrustStatus.REVOKED, "revoked"),
    Stranger.WRONG_USE: (TrustStatus.WRONG_USAGE, "not meant for signing"),
    Stranger.UNKNOWN_ROOT: (TrustStatus.UNKNOWN_ISSUER, "does not trust"),
}


@pytest.mark.parametrize("who", REFUSED)
def test_a_bad_certificate_is_refused_without_a_pin_and_the_sentence_says_why(
    strangers: Strangers, who: Stranger
) -> None:
    status, words = REFUSED[who]
    with pytest.raises(CertificateRefused) as caught:
        checked(Examiner(strangers.store), strangers.token(who), None)
    assert caught.value.reason is status
    assert words in str(message_for(caught.value, translator("en")))


def test_the_pin_of_a_refused_certificate_never_reaches_its_token_and_is_wiped(strangers: Strangers) -> None:
    class Watched(type(strangers.token(Stranger.REVOKED))):  # type: ignore[misc]
        def unlock(self, *_given: object) -> None:
            raise AssertionError("the token was asked")

    keys = strangers.token(Stranger.REVOKED)
    secret = bytearray(PIN, "ascii")
    watched = Watched(keys.module, keys.environment)
    with pytest.raises(CertificateRefused), unlocked(Examiner(strangers.store), watched, None, secret):
        pass
    assert not any(secret)


def test_a_certificate_that_is_not_valid_yet_means_that_the_clock_is_wrong(strangers: Strangers) -> None:
    with pytest.raises(ClockWrong) as caught:
        checked(Examiner(strangers.store), strangers.token(Stranger.EARLY), None)
    assert 12 * 60 <= caught.value.minutes <= 24 * 60
    assert "clock" in str(message_for(caught.value, translator("en")))


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_clock_that_is_off_by_more_than_five_minutes_is_wrong(minutes: int) -> None:
    with pytest.raises(ClockWrong) as caught:
        check_clock(timedelta(minutes=minutes))
    assert caught.value.minutes == minutes
    check_clock(timedelta(minutes=minutes * 0.5))


def test_an_unknown_status_warns_is_recorded_and_gives_no_long_term_level(strangers: Strangers) -> None:
    examiner, keys = Examiner(strangers.store), strangers.token(Stranger.UNKNOWN_STATUS)
    timestamps = TimestampService(strangers.timestamp_url, 5)
    with unlocked(examiner, keys, None, bytearray(PIN, "ascii")) as opened:
        assert opened.check is not None
        best = attainable(Means(opened.key, examiner, timestamps, Level.B_LTA))
    (warning,) = warnings_of(opened.check, translator("en"))
    assert "revoked" in warning
    assert as_record(opened.check)["status"] == "unknown_status"
    assert best.level is Level.B_T


def test_a_certificate_in_its_last_sixty_days_is_announced(strangers: Strangers) -> None:
    found = checked(Examiner(strangers.store), strangers.token(Stranger.ENDING), None)
    assert found is not None
    assert (found.status, found.days_left) == (TrustStatus.TRUSTED, 30)
    (warning,) = warnings_of(found, translator("en"))
    assert "30 days" in warning


def test_a_good_certificate_brings_the_answers_that_prove_it(strangers: Strangers) -> None:
    found = checked(Examiner(strangers.store), strangers.token(Stranger.VALID), None)
    assert found is not None
    assert (found.status, list(warnings_of(found, translator("en")))) == (TrustStatus.TRUSTED, [])
    assert found.evidence.ocsp_answers
    assert found.evidence.revocation_lists
    assert [each.subject.native["common_name"].split()[0] for each in found.evidence.certificates] == [
        "root",
        "issuing",
        "valid",
    ]


def test_a_batch_asks_the_services_once(strangers: Strangers) -> None:
    examiner, keys = Examiner(strangers.store), strangers.token(Stranger.VALID)
    first = checked(examiner, keys, None)
    deaf = Examiner(TrustStore())
    assert first is not None
    seen = keys.public()
    again = examiner.signer(seen.certificate, seen.chain)
    assert again.evidence is first.evidence
    assert deaf.signer(seen.certificate, seen.chain).is_refused


def test_another_token_in_the_slot_is_named_before_the_pin(strangers: Strangers, tmp_path: Path) -> None:
    with pytest.raises(CertificateNotOnToken):
        checked(Examiner(strangers.store), strangers.token(Stranger.VALID), Fingerprint("0" * 64))
