"""A workstation of one's own signs with the token that is plugged in, and with the centre's time stamps."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app import adapters
from clerk_app.embedded import Embedded
from clerk_app.settings import AgencySettings, Settings, SigningSettings
from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import SignsElsewhere
from clerk_app.workflow.rights import Actor
from clerk_app.workflow.setup_check import SetupPart, check_part
from clerk_app.workflow.signers import SIGNERS, certificates_here, leader_of, signer_of, signing_here
from signing.errors import CertificateNotOnToken
from signing.keys.port import KeySource
from signing.model import Fingerprint, Role
from storage.accounts import AccountRole
from storage.model import DocumentStage
from tests.desks import accepted, open_home
from tests.pki.strangers import PIN, Stranger, Strangers

OTHER = "0" * 64
THEIRS = AgencySettings(leader="Trần Văn Minh")


@pytest.fixture
def plugged(strangers: Strangers, monkeypatch: pytest.MonkeyPatch) -> KeySource:
    """One token is plugged in, and one driver that does not work is installed."""
    keys = strangers.token(Stranger.VALID)
    broken = adapters.token(Path("/nowhere/driver.so"))
    modules = {Path("/broken.so"): broken, Path("/good.so"): keys}
    monkeypatch.setattr(adapters, "plugged_modules", lambda: tuple(modules))
    monkeypatch.setattr(adapters, "token", modules.__getitem__)
    return keys


def desk_with(
    home: Path, strangers: Strangers, signing: SigningSettings, agency: AgencySettings = THEIRS
) -> Iterator[Desk]:
    with open_home(Settings(home=str(home), signing=signing, agency=agency)) as (opened, _embedded):
        yield replace(opened, trust=lambda: strangers.store | opened.trust())


@pytest.fixture
def officials(tmp_path: Path, strangers: Strangers, plugged: KeySource) -> Iterator[Desk]:
    """Return the desk of an official; the leader signs elsewhere."""
    (facts,) = plugged.certificates()
    signing = SigningSettings(official=facts.fingerprint, timestamps=strangers.timestamp_url)
    yield from desk_with(tmp_path, strangers, signing)


@pytest.fixture
def unnamed(tmp_path: Path, strangers: Strangers) -> Iterator[Desk]:
    """Return a desk whose settings name no certificate: only accounts can."""
    yield from desk_with(tmp_path, strangers, SigningSettings(), AgencySettings())


def official_with(desk: Desk, certificate: str, *roles: AccountRole) -> Desk:
    """Return the desk as a person sees it whose account is bound to a certificate."""
    return replace(
        desk, actor=Actor("lan", frozenset(roles or {AccountRole.OFFICIAL}), certificate=certificate)
    )


def test_a_decision_is_signed_with_the_token_that_is_plugged_in(officials: Desk, plugged: KeySource) -> None:
    (facts,) = plugged.certificates()
    assert [each.fingerprint for each in officials.plugged()] == [facts.fingerprint]
    official = signer_of(officials, Role.OFFICIAL)
    assert (official.name, official.demonstration) == (facts.common_name, facts.demonstration)
    signed = sign_decision(officials, accepted(officials).code, Role.OFFICIAL, bytearray(PIN, "ascii"))
    assert signed.stage is DocumentStage.SIGNED
    assert check_part(officials, SetupPart.TOKEN).is_fine


def test_nobody_of_the_demonstration_stands_in_for_who_signs_elsewhere(officials: Desk) -> None:
    assert leader_of(officials) == "Trần Văn Minh"
    for role in (Role.LEADER, Role.SEAL):
        with pytest.raises(SignsElsewhere):
            signer_of(officials, role)


def test_without_an_address_no_time_stamp_of_the_demonstration_is_taken(
    tmp_path: Path, strangers: Strangers, plugged: KeySource
) -> None:
    (facts,) = plugged.certificates()
    for desk in desk_with(tmp_path, strangers, SigningSettings(official=facts.fingerprint)):
        signed = sign_decision(desk, accepted(desk).code, Role.OFFICIAL, bytearray(PIN, "ascii"))
        assert (signed.level, signed.wanted_level) == ("B-B", "B-LT")
        assert not adapters.trust_of(desk.settings, Embedded(desk.folders)).demonstration_roots


def test_another_token_than_the_one_that_is_set_is_said(
    tmp_path: Path, strangers: Strangers, plugged: KeySource
) -> None:
    for desk in desk_with(tmp_path, strangers, SigningSettings(leader=OTHER)):
        with pytest.raises(CertificateNotOnToken) as refused:
            signer_of(desk, Role.LEADER)
        assert refused.value.fingerprint == Fingerprint(OTHER)
        with pytest.raises(CertificateNotOnToken):
            check_part(desk, SetupPart.TOKEN)


def test_a_person_signs_with_the_certificate_of_its_account_at_any_workstation(
    unnamed: Desk, plugged: KeySource
) -> None:
    (facts,) = plugged.certificates()
    official = official_with(unnamed, facts.fingerprint)
    assert signing_here(official) == (Role.OFFICIAL,)
    code = accepted(official).code
    signed = sign_decision(official, code, Role.OFFICIAL, bytearray(PIN, "ascii"))
    assert signed.stage is DocumentStage.SIGNED


def test_no_leader_of_the_demonstration_stands_on_a_paper_with_legal_effect(unnamed: Desk) -> None:
    real = replace(unnamed.signatory(Role.OFFICIAL), demonstration=False)
    official = replace(official_with(unnamed, OTHER), bearer=lambda _role, _named: real)
    with pytest.raises(SignsElsewhere):
        leader_of(official)


def test_a_person_whose_token_is_elsewhere_signs_nothing(officials: Desk) -> None:
    with pytest.raises(CertificateNotOnToken):
        sign_decision(
            official_with(officials, OTHER), accepted(officials).code, Role.OFFICIAL, bytearray(PIN, "ascii")
        )


def test_accounts_of_the_demonstration_sign_with_its_tokens(unnamed: Desk) -> None:
    seal = unnamed.signatory(Role.SEAL)
    clerk = official_with(unnamed, seal.fingerprint, AccountRole.RECORDS_CLERK)
    signer = signer_of(clerk, Role.SEAL)
    assert (signer.name, signer.fingerprint) == (seal.name, seal.fingerprint)
    assert seal.fingerprint in {each.fingerprint for each in certificates_here(unnamed)}
    assert signing_here(clerk) == (Role.SEAL,)


def test_without_a_certificate_everybody_signs_in_the_demonstration(unnamed: Desk) -> None:
    assert signing_here(unnamed) == SIGNERS
    assert all(signer_of(unnamed, role).demonstration for role in SIGNERS)
