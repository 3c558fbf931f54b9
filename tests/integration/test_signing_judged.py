"""Judges that we did not write agree with what we claim: DSS, pyHanko's simulation, veraPDF, qpdf."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded
from scanning.bundle.pdf import write_bundle
from scanning.model import Colour, Findings, ReadPage
from signing.appearance import HandwrittenMark, Mark, SealMark, TypedMark
from signing.countersign import sign_field
from signing.demonstration import DemonstrationAuthority, Person
from signing.keys.port import Allowance
from signing.layout import usual_boxes
from signing.means import Means
from signing.model import Level, Role, Verdict
from signing.prepare import prepare
from signing.sign import sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner
from signing.upgrade import upgrade
from signing.validate import verify
from tests.judges.dss import Judgement, judgements
from tests.judges.future import survives
from tests.judges.verapdf import complaints
from tests.papers import numbered_sheet
from tests.pki import TEXT, now, pin

pytestmark = pytest.mark.soak
HANDS: dict[Role, tuple[Person, Mark]] = {
    Role.OFFICIAL: (Person.OFFICER, HandwrittenMark(None, "Nguyễn Thị Lan", "CÔNG CHỨC")),
    Role.LEADER: (Person.LEADER, HandwrittenMark(None, "Trần Văn Minh", "CHỦ TỊCH")),
    Role.NUMBER: (Person.SEAL, TypedMark("171/QĐ-UBND")),
    Role.DATE: (Person.SEAL, TypedMark("ngày 25 tháng 11 năm 2026")),
    Role.SEAL: (Person.SEAL, SealMark(None, "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH")),
}
PASSED_LTA = Judgement("PAdES-BASELINE-LTA", "TOTAL_PASSED", "null")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("judged")


@pytest.fixture(scope="module")
def files(authority: DemonstrationAuthority, services: TimestampService, folder: Path) -> Mapping[str, Path]:
    """Return PDF/A files by name: a copy at each level, one raised later, and decisions with five hands."""
    page = bundled(folder / "page.pdf")
    made = {}
    with authority.token_keys(Person.OFFICER).unlock(pin(), allowance=Allowance(4)) as key:
        for level in (Level.B_B, Level.B_T, Level.B_LT, Level.B_LTA):
            means = Means(key, Examiner(authority.store), services, level)
            target = folder / f"{level.value}.pdf"
            made[level.value] = sign_copy(page, target, text=TEXT, means=means, moment=now()).path
    made["raised"] = folder / "raised.pdf"
    upgrade(made["B-B"], made["raised"], examiner=Examiner(authority.store), timestamps=services)
    made["decision"] = decided(authority, services, page, folder / "decision.pdf", Level.B_LTA)
    made["decision-raised"] = decided(authority, services, page, folder / "late.pdf", Level.B_B)
    for _again in range(2):
        late = made["decision-raised"]
        upgrade(late, late, examiner=Examiner(authority.store), timestamps=services)
    return made


def bundled(target: Path) -> Path:
    image = numbered_sheet(3)
    findings = Findings(image.width, image.height, image.dpi, 0, 0.0, False, False, Colour.COLOUR)
    page = encoded(ReadPage(image, (), findings))
    return write_bundle([page], target, BundleFacts("Quyết định", now())).file


def decided(
    authority: DemonstrationAuthority, services: TimestampService, page: Path, target: Path, level: Level
) -> Path:
    prepare(page, target, usual_boxes(page))
    for role, (person, mark) in HANDS.items():
        with authority.token_keys(person).unlock(pin()) as key:
            means = Means(key, Examiner(authority.store), services, level)
            sign_field(target, target, role=role, mark=mark, means=means, moment=now())
    return target


def test_dss_finds_the_level_we_claim_and_lets_all_signatures_pass(
    authority: DemonstrationAuthority, files: Mapping[str, Path]
) -> None:
    root = authority.home / "certificates" / "root.der"
    found = judgements(root, list(files.values()))
    assert {name: [each.form for each in found[files[name]]] for name in ("B-B", "B-T")} == {
        "B-B": ["PAdES-BASELINE-B"],
        "B-T": ["PAdES-BASELINE-T"],
    }
    assert found[files["B-LT"]] == [Judgement("PAdES-BASELINE-LT", "TOTAL_PASSED", "null")]
    assert found[files["B-LTA"]] == found[files["raised"]] == [PASSED_LTA]
    assert found[files["decision"]] == found[files["decision-raised"]] == [PASSED_LTA] * 5


def test_our_own_verdict_is_the_same(authority: DemonstrationAuthority, files: Mapping[str, Path]) -> None:
    for name in ("B-LT", "B-LTA", "raised", "decision", "decision-raised"):
        found = verify(files[name], store=authority.store, fetch_revocation=False)
        level = Level.B_LT if name == "B-LT" else Level.B_LTA
        assert (name, found.verdict, {each.level for each in found.signatures}) == (
            name,
            Verdict.VALID,
            {level},
        )


def test_pyhanko_expects_long_term_signatures_to_be_provable_in_five_years(
    authority: DemonstrationAuthority, files: Mapping[str, Path]
) -> None:
    kept = {name: survives(files[name], authority.store, years=5) for name in ("B-T", "B-LT", "B-LTA")}
    assert kept == {"B-T": [False], "B-LT": [True], "B-LTA": [True]}
    assert survives(files["decision"], authority.store, years=5) == [True] * 5


@pytest.mark.parametrize("name", ["decision", "decision-raised"])
def test_verapdf_finds_pdf_a_2b_after_all_signatures(files: Mapping[str, Path], name: str) -> None:
    assert complaints(files[name]) == []


def test_qpdf_finds_nothing_wrong(files: Mapping[str, Path]) -> None:
    for file in files.values():
        checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout
