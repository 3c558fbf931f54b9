"""`clerk prepare`, `sign` and `verify`: a decision through all hands on the command line."""

import hashlib
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from clerk_app.paths import Home
from clerk_app.workflow.decide import sign_decision
from scanning.bundle.archival import BundleFacts
from scanning.bundle.encode import encoded
from scanning.bundle.pdf import write_bundle
from scanning.model import Colour, Findings, ReadPage
from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.model import Role
from tests.authorities import with_authority
from tests.commands import Outcome, clerk_here
from tests.desks import accepted, desk_in, pin
from tests.e2e.demonstration import clerk
from tests.judges import verapdf
from tests.papers import numbered_sheet
from tests.pki import key_file, now

FIELDS = ["official", "leader", "number", "date", "seal"]
NOWHERE = "http://127.0.0.1:9/"
PEOPLE = {"official": "Nguyễn Thị Lan", "leader": "Trần Văn Minh", "seal": "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH"}


def here(home: Path, *arguments: str, lines: str = "") -> Outcome:
    return clerk_here(home / "clerk", *arguments, lines=lines)


def signed(home: Path, *arguments: str, pin: str = DEMONSTRATION_PIN, verb: str = "sign") -> Outcome:
    more = ("--pin-stdin", "--json", "--lang", "en")
    return here(home, verb, *arguments, *more, lines=f"{pin}\n")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("signing")
    with_authority(made / "clerk")
    return made


@pytest.fixture(scope="module")
def plain(home: Path) -> Path:
    image = numbered_sheet(3)
    findings = Findings(image.width, image.height, image.dpi, 0, 0.0, False, False, Colour.COLOUR)
    page = encoded(ReadPage(image, (), findings))
    return write_bundle([page], home / "plain.pdf", BundleFacts("Quyết định", now())).file


@pytest.fixture(scope="module")
def prepared(home: Path, plain: Path) -> Path:
    outcome = here(home, "prepare", str(plain), "--out", str(home / "prepared.pdf"), "--json")
    assert outcome.code == 0, outcome.complaints
    assert outcome.data["fields"] == FIELDS
    return Path(outcome.data["file"])


class TestSign:
    def test_all_hands_sign_in_turn_and_every_signature_holds(self, home: Path, prepared: Path) -> None:
        current = prepared
        for role, name in PEOPLE.items():
            if role == "seal":
                current = self.numbered(home, current)
            target = home / f"{role}.pdf"
            outcome = signed(home, str(current), "--as", role, "--out", str(target))
            assert outcome.code == 0, outcome.complaints
            assert (outcome.data["signer"], outcome.data["verdict"]) == (name, "valid")
            assert (outcome.data["level"], outcome.data["wanted_level"]) == ("B-LT", "B-LT")
            current = target
        judged = here(home, "verify", str(current), "--json")
        assert judged.code == 0
        (file,) = judged.data["files"]
        assert [each["field"] for each in file["signatures"]] == FIELDS
        assert all(each["demonstration"] for each in file["signatures"])

    def numbered(self, home: Path, current: Path) -> Path:
        """Refuse the seal before the number, then give number and date."""
        early = signed(home, str(current), "--as", "seal", "--out", str(home / "early-seal.pdf"))
        assert early.code == 6
        target = home / "numbered.pdf"
        number = ("--number", "171/QĐ-UBND", "--date", "2026-11-25")
        outcome = signed(home, str(current), *number, "--out", str(target), verb="number")
        assert (outcome.code, outcome.data["verdict"]) == (0, "valid"), outcome.complaints
        return target

    def test_a_dossiers_decision_goes_through_all_hands(self, home: Path) -> None:
        person = ("--procedure", "1.001193", "--name", "Lê Thị Hồng Nhung", "--id", "092194005678")
        opened = here(home, "dossier", "open", *person, "--json")
        assert opened.code == 0, opened.complaints
        code = opened.data["code"]
        early = signed(home, "publish", code, verb="decision")
        assert early.code == 6
        for action in ("sign", "countersign", "publish"):
            outcome = signed(home, action, code, verb="decision")
            assert (outcome.code, outcome.data["verdict"]) == (0, "valid"), outcome.complaints
        assert outcome.data["stage"] == "sealed"
        (entry,) = here(home, "decision", "register", "--json").data["numbers"]
        assert (entry["number"], entry["dossier"]) == (1, code)
        listed = here(home, "decision", "list", "--json").data["decisions"]
        assert [(each["dossier"], each["next"]) for each in listed] == [(code, None)]
        assert here(home, "decision", "return", code, "--reason", "x").code == 3

    def test_several_decisions_get_the_next_numbers_with_one_pin(self, home: Path) -> None:
        with desk_in(home / "clerk") as (desk, _embedded):
            codes = [accepted(desk, f"many-{number}").code for number in range(2)]
            for code, role in product(codes, (Role.OFFICIAL, Role.LEADER)):
                sign_decision(desk, code, role, pin())
        elsewhere = here(home, "decision", "elsewhere", "170", "--subject", "Sổ giấy", "--json")
        assert elsewhere.data["number"] == 170
        skipped = signed(home, "publish", codes[0], "--number", "172", verb="decision")
        assert skipped.code == 3
        assert "the next one is 171" in skipped.complaints
        outcome = signed(home, "publish", *codes, verb="decision")
        assert [each["stage"] for each in outcome.data["decisions"]] == ["sealed", "sealed"]
        found = here(home, "decision", "register", "--json").data["numbers"]
        assert [(each["number"], each["dossier"]) for each in found[:2]] == [(172, codes[1]), (171, codes[0])]

    def test_a_number_before_the_leader_is_refused(self, home: Path, prepared: Path) -> None:
        target = home / "no-number.pdf"
        number = ("--number", "1", "--date", "2026-01-02")
        outcome = signed(home, str(prepared), *number, "--out", str(target), verb="number")
        assert (outcome.code, target.exists()) == (6, False)

    def test_a_wrong_pin_signs_nothing(self, home: Path, prepared: Path) -> None:
        target = home / "wrong.pdf"
        outcome = signed(home, str(prepared), "--as", "official", "--out", str(target), pin="0000")
        assert (outcome.code, target.exists()) == (3, False)
        assert "The PIN is wrong." in outcome.complaints
        assert "0000" not in outcome.complaints

    def test_the_leader_does_not_come_first(self, home: Path, prepared: Path) -> None:
        outcome = signed(home, str(prepared), "--as", "leader", "--out", str(home / "early.pdf"))
        assert outcome.code == 6

    def test_a_file_without_fields_is_signed_as_a_copy_by_the_official_alone(
        self, home: Path, plain: Path
    ) -> None:
        outcome = signed(home, str(plain), "--as", "official", "--level", "B-B", "--out", str(home / "c.pdf"))
        assert (outcome.code, outcome.data["level"]) == (0, "B-B")
        judged = self.reported(home, home / "c.pdf")
        assert [each["field"] for each in judged["signatures"]] == ["copy"]
        refused = signed(home, str(plain), "--as", "leader", "--out", str(home / "d.pdf"))
        assert refused.code == 3

    def reported(self, home: Path, file: Path) -> dict[str, Any]:
        """Verify a file with a report for people, one for machines, and evidence beside it."""
        paper, machine = home / "report.pdf", home / "report.xml"
        arguments = ("--report", str(paper), "--report", str(machine), "--evidence", "--json")
        outcome = here(home, "verify", str(file), *arguments, "--lang", "en")
        assert outcome.code == 0, outcome.complaints
        read = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
        assert "Nguyễn Thị Lan" in read
        assert hashlib.sha256(file.read_bytes()).hexdigest() in read
        assert verapdf.complaints(paper) == []
        assert b"total-passed" in machine.read_bytes()
        assert b"total-passed" in (home / f"{file.name}.verification.xml").read_bytes()
        (judged,) = outcome.data["files"]
        return dict(judged)

    def test_a_time_stamp_that_is_not_to_be_had_is_no_failure(self, home: Path, plain: Path) -> None:
        arguments = (str(plain), "--as", "official", "--level", "B-LTA", "--tsa", NOWHERE)
        outcome = signed(home, *arguments, "--out", str(home / "late.pdf"))
        assert outcome.code == 0, outcome.complaints
        assert (outcome.data["level"], outcome.data["wanted_level"]) == ("B-B", "B-LTA")

    def test_a_key_file_signs(self, home: Path, plain: Path) -> None:
        folder = Home(home / "clerk").made().demonstration / "authority"
        file = key_file(DemonstrationAuthority.create(folder), Person.OFFICER, home / "officer.p12")
        arguments = (str(plain), "--as", "official", "--pkcs12", str(file), "--level", "B-B")
        outcome = signed(home, *arguments, "--out", str(home / "by-file.pdf"))
        assert outcome.code == 0, outcome.complaints
        assert outcome.data["verdict"] == "valid"
        wrong = signed(home, *arguments, "--out", str(home / "wrong.pdf"), pin="0000")
        assert wrong.code == 3

    def test_no_pin_and_no_terminal_is_a_usage_error(self, home: Path, plain: Path) -> None:
        outcome = clerk(home, "sign", str(plain), "--as", "official", "--out", str(home / "no.pdf"))
        assert outcome.code == 2

    def test_a_prepared_file_is_not_prepared_twice(self, home: Path, prepared: Path) -> None:
        assert here(home, "prepare", str(prepared), "--out", str(home / "twice.pdf")).code == 3

    def test_files_that_are_not_there_are_named(self, home: Path) -> None:
        nothing, out = str(home / "nothing.pdf"), str(home / "out.pdf")
        for outcome in (
            here(home, "verify", nothing),
            here(home, "prepare", nothing, "--out", out),
            signed(home, nothing, "--as", "official", "--out", out),
        ):
            assert outcome.code == 3
            assert "nothing.pdf" in outcome.complaints
            assert "Traceback" not in outcome.complaints
