"""Dossiers, pages, documents and history, one unit of work at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storage.database import Storage
from storage.errors import ChangedElsewhere, UnknownDossier
from storage.model import (
    Component,
    ContentId,
    DocumentKind,
    DocumentStage,
    DossierCode,
    DossierStatus,
    MoveEntry,
)
from storage.opening import dossier_code
from tests.fakes.clock import START, StillClock
from tests.fakes.records import AGENCY, COMPONENTS, DAY, PERSON, document, new_dossier, new_page
from tests.places import Places

CODE = re.compile(r"^(?:\d{3}\.\d{2}\.\d{2}\.[GH]\d{2}|[GH]\d{2}(?:\.\d{1,3}){0,4})-\d{6}-\d{4,7}$", re.ASCII)
AGENCIES = st.one_of(
    st.from_regex(re.compile(r"\d{3}\.\d{2}\.\d{2}\.[GH]\d{2}", re.ASCII), fullmatch=True),
    st.from_regex(re.compile(r"[GH]\d{2}(\.\d{1,3}){0,4}", re.ASCII), fullmatch=True),
)


@pytest.fixture
def storage(places: Places) -> Iterator[Storage]:
    with places.open("home", StillClock()) as opened:
        yield opened


@given(
    agency=AGENCIES,
    day=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
    serial=st.integers(min_value=1, max_value=9_999_999),
)
def test_every_code_has_the_national_form(agency: str, day: date, serial: int) -> None:
    code = dossier_code(agency, day, serial)
    assert CODE.match(code)
    assert code.startswith(f"{agency}-{day.strftime('%y%m%d')}-")
    assert int(code.rsplit("-", 1)[1]) == serial


@given(serials=st.lists(st.integers(min_value=1, max_value=9_999_999), unique=True, min_size=2, max_size=2))
def test_two_serials_never_share_a_code(serials: list[int]) -> None:
    first, second = (dossier_code(AGENCY, DAY, serial) for serial in serials)
    assert first != second


def test_codes_count_per_agency_and_day(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        codes = [
            work.dossiers.open(new_dossier("a"), DAY).code,
            work.dossiers.open(new_dossier("b"), DAY).code,
            work.dossiers.open(new_dossier("c"), date(2026, 10, 9)).code,
            work.dossiers.open(new_dossier("d", "H16"), DAY).code,
        ]
        work.commit()
    assert codes == [
        f"{AGENCY}-261008-0001",
        f"{AGENCY}-261008-0002",
        f"{AGENCY}-261009-0001",
        "H16-261008-0001",
    ]


def test_the_ten_thousandth_code_of_a_day_has_five_digits(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        work.dossiers.open(new_dossier("a"), DAY)
        work.commit()
    with storage.connection(writing=True) as connection:
        connection.execute(text("UPDATE serials SET last = 9999"))
        connection.commit()
    with storage.unit_of_work() as work:
        assert work.dossiers.open(new_dossier("b"), DAY).code == dossier_code(AGENCY, DAY, 10_000)


def test_a_request_taken_in_twice_gives_no_code_away(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        first = work.dossiers.open(new_dossier("a"), DAY)
        again = work.dossiers.open(new_dossier("a"), DAY)
        other = work.dossiers.open(new_dossier("b"), DAY)
        work.commit()
    assert again == first
    assert [first.code, other.code] == [dossier_code(AGENCY, DAY, serial) for serial in (1, 2)]


def test_a_code_rolled_back_is_given_to_the_next(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        lost = work.dossiers.open(new_dossier("lost"), DAY)
    with storage.unit_of_work() as work:
        kept = work.dossiers.open(new_dossier("kept"), DAY)
        work.commit()
    assert lost.code == kept.code
    with storage.unit_of_work() as work:
        assert work.dossiers.by_request_key("lost") is None
        assert work.dossiers.by_request_key("kept") == kept


def test_what_waits_for_the_commit_is_seen_by_who_reads_before(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier("a"), DAY)
        work.moves.record(_accepted(dossier.code))
        work.search.index_dossier(dossier)
        assert [each.move for each in work.moves.of(dossier.code)] == ["accept"]
        assert [hit.dossier for hit in work.search.find(dossier.code)] == [dossier.code]
    with storage.unit_of_work() as work:
        assert work.search.find(dossier.code) == ()


def test_a_step_of_nobody_is_kept_with_nothing_else(storage: Storage) -> None:
    def step_of_nobody() -> None:
        with storage.unit_of_work() as work:
            work.dossiers.open(new_dossier("a"), DAY)
            work.moves.record(_accepted(DossierCode("H15-261008-9999")))
            work.commit()

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        step_of_nobody()
    with storage.unit_of_work() as work:
        assert work.dossiers.list() == ()
        assert work.dossiers.open(new_dossier("b"), DAY).code == dossier_code(AGENCY, DAY, 1)
        work.commit()


def _accepted(code: DossierCode) -> MoveEntry:
    return MoveEntry(code, "accept", DossierStatus.ACCEPTED, START, START, "lan")


def test_an_exception_rolls_back_what_was_done(storage: Storage) -> None:
    def fail_half_way() -> None:
        with storage.unit_of_work() as work:
            work.dossiers.open(new_dossier(), DAY)
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    with storage.unit_of_work() as work:
        assert work.dossiers.list() == ()


def test_ten_who_accept_at_once_get_every_code_once_and_one_chain(storage: Storage) -> None:
    def accept(number: int) -> None:
        for count in range(4):
            with storage.unit_of_work() as work:
                dossier = work.dossiers.open(new_dossier(f"{number}-{count}"), DAY)
                work.audit.record(dossier.code, "accept", f"{number}", START, {})
                work.commit()

    with ThreadPoolExecutor(10) as workstations:
        list(workstations.map(accept, range(10)))
    with storage.unit_of_work(read_only=True) as work:
        serials = sorted(int(dossier.code[-4:]) for dossier in work.dossiers.list())
        assert serials == list(range(1, 41))
        assert list(work.audit.faults()) == []
        assert work.audit.anchors()[0].number == 40


def test_one_request_that_two_bring_at_once_is_one_dossier(storage: Storage) -> None:
    def accept(_number: int) -> str:
        with storage.unit_of_work() as work:
            code = work.dossiers.open(new_dossier("the same"), DAY).code
            work.commit()
        return code

    with ThreadPoolExecutor(8) as workstations:
        assert len(set(workstations.map(accept, range(8)))) == 1
    with storage.unit_of_work() as work:
        assert work.dossiers.open(new_dossier("next"), DAY).code.endswith("-0002")


def test_the_same_request_opens_one_dossier(storage: Storage) -> None:
    for _ in range(2):
        with storage.unit_of_work() as work:
            dossier = work.dossiers.open(new_dossier(), DAY)
            work.commit()
    with storage.unit_of_work() as work:
        assert work.dossiers.list() == (dossier,)
        assert work.dossiers.open(new_dossier("next"), DAY).code.endswith("-0002")


def test_a_dossier_comes_back_as_it_was_opened(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        code = work.dossiers.open(new_dossier(), DAY).code
        work.commit()
    with storage.unit_of_work(read_only=True) as work:
        dossier = work.dossiers.get(code)
    assert (dossier.applicant, dossier.components) == (PERSON, COMPONENTS)
    assert (dossier.status, dossier.version, dossier.portal_receipt) == (DossierStatus.NEWLY_FILED, 1, None)
    assert dossier.received_at == START
    assert dossier.received_at.tzinfo is UTC


def test_times_of_any_zone_are_kept_as_the_same_instant(storage: Storage) -> None:
    hanoi = datetime(2026, 10, 8, 9, 30, tzinfo=timezone(timedelta(hours=7)))
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(replace(new_dossier(), received_at=hanoi), DAY)
        work.commit()
    with storage.unit_of_work() as work:
        assert work.dossiers.get(dossier.code).received_at == hanoi


def test_the_newest_dossier_is_listed_first(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        opened = [work.dossiers.open(new_dossier(str(number)), DAY) for number in range(5)]
        assert work.dossiers.list(limit=2) == (opened[4], opened[3])
        assert work.dossiers.list(limit=2, offset=3) == (opened[1], opened[0])


def test_saving_keeps_the_changes_and_counts_the_version(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier(), DAY)
        fewer = (Component("G09", "Khác", shown_only=True),)
        saved = work.dossiers.save(replace(dossier, status=DossierStatus.ACCEPTED, components=fewer))
        more = work.dossiers.save(replace(saved, components=(*fewer, *COMPONENTS)))
        work.commit()
    with storage.unit_of_work() as work:
        assert work.dossiers.get(dossier.code) == more
    assert (saved.version, saved.status, saved.components) == (2, DossierStatus.ACCEPTED, fewer)
    assert more.components == (*fewer, *COMPONENTS)


def test_saving_over_somebody_elses_change_is_refused(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier(), DAY)
        work.dossiers.save(dossier)
        work.commit()
    with storage.unit_of_work() as work, pytest.raises(ChangedElsewhere) as caught:
        work.dossiers.save(dossier)
    assert caught.value.code == dossier.code


def test_an_unknown_dossier_is_refused_everywhere(storage: Storage) -> None:
    nobody = DossierCode("H15-261008-0404")
    with storage.unit_of_work() as work:
        dossier = replace(work.dossiers.open(new_dossier(), DAY), code=nobody)
        for call in (
            lambda: work.dossiers.get(nobody),
            lambda: work.dossiers.save(dossier),
            lambda: work.pages.add(new_page(dossier)),
            lambda: work.documents.put(document(nobody)),
            lambda: work.outbox.queue(nobody, START),
        ):
            with pytest.raises(UnknownDossier):
                call()


def test_no_personal_data_show_in_a_repr() -> None:
    text = repr(new_dossier())
    assert PERSON.full_name not in text
    assert PERSON.id_number not in text


def test_pages_are_numbered_within_their_component(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier(), DAY)
        for sheet, component in enumerate(["G02", "G01", "G02", "?"], start=1):
            work.pages.add(new_page(dossier, sheet, component))
        pages = work.pages.of(dossier.code)
        assert [(page.component, page.number, page.sheet) for page in pages] == [
            ("G01", 1, 2),
            ("G02", 1, 1),
            ("G02", 2, 3),
            ("?", 1, 4),
        ]
        assert work.pages.of(dossier.code, "G01") == pages[:1]


def test_what_several_dossiers_hold_is_what_each_of_them_holds(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        opened = [work.dossiers.open(replace(new_dossier(), request_key=f"r{one}"), DAY) for one in range(3)]
        first, second, third = (dossier.code for dossier in opened)
        for dossier in opened[:2]:
            for sheet, component in enumerate(["G02", "G01", "?"], start=1):
                removed = work.pages.add(new_page(dossier, sheet, component))
            work.pages.update(replace(removed, removed=True))
            work.documents.put(document(dossier.code))
            work.documents.put(document(dossier.code, "b" * 64))
            work.outbox.queue(dossier.code, START)
        asked = (second, first)

        pages, documents = work.pages.of_many(asked), work.documents.of_many(asked)
        for code in asked:
            assert tuple(page for page in pages if page.dossier == code) == work.pages.of(code)
            assert tuple(each for each in documents if each.dossier == code) == work.documents.of(code)
        entries = work.outbox.submissions_of((first, second, third))
        assert entries == (*work.outbox.of(first), *work.outbox.of(second))
        assert not work.pages.of_many((third,))
        assert not work.documents.of_many(())


def test_the_last_sheet_of_a_batch_is_where_a_scan_goes_on(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier(), DAY)
        assert work.pages.last_sheet(dossier.code, "batch-1") == 0
        work.pages.add(new_page(dossier, 1))
        work.pages.add(new_page(dossier, 2))
        assert work.pages.last_sheet(dossier.code, "batch-1") == 2
        assert work.pages.last_sheet(dossier.code, "batch-2") == 0


def test_the_same_sheet_again_is_the_same_page_unless_its_bytes_differ(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier(), DAY)
        page = work.pages.add(new_page(dossier))
        assert work.pages.add(new_page(dossier)) == page
        with pytest.raises(ChangedElsewhere):
            work.pages.add(new_page(dossier, original="b"))
        with pytest.raises(ChangedElsewhere):
            work.pages.add(new_page(dossier, component="G02"))


def test_what_the_pipeline_found_is_kept_with_the_page(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier(), DAY)
        page = work.pages.add(new_page(dossier))
        cleaned = ContentId("c" * 64)
        found = {"skew_degrees": -1.5, "dấu": ["đỏ"]}
        changed = replace(page, cleaned=cleaned, findings=found, number=7, recipe={"version": 1, "turn": 90})
        assert work.pages.update(changed) == changed
        work.commit()
    with storage.unit_of_work() as work:
        assert work.pages.of(dossier.code) == (changed,)
        with pytest.raises(ChangedElsewhere):
            work.pages.update(replace(changed, id=404))


def test_a_document_takes_the_place_of_the_one_before(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        code = work.dossiers.open(new_dossier(), DAY).code
        bundled = work.documents.put(replace(document(code), stage=DocumentStage.BUNDLED))
        other = work.documents.put(document(code, component="G02"))
        signed = work.documents.put(document(code, "b" * 64))
        work.commit()
    with storage.unit_of_work() as work:
        assert work.documents.of(code) == (other, signed)
        assert work.documents.current(code, DocumentKind.COMPONENT, "G01") == signed
        assert work.documents.versions(code, DocumentKind.COMPONENT, "G01") == (bundled, signed)


def test_a_document_without_component_has_one_place_too(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        code = work.dossiers.open(new_dossier(), DAY).code
        work.documents.put(document(code, component=None))
        decision = work.documents.put(document(code, "b" * 64, component=None))
        assert work.documents.of(code) == (decision,)
        assert work.documents.current(code, DocumentKind.DECISION) == decision
        assert work.documents.current(code, DocumentKind.RECEIPT) is None


def test_the_audit_tells_who_did_what_in_order(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        code = work.dossiers.open(new_dossier(), DAY).code
        work.audit.record(code, "opened", "lan", START, {"components": 2})
        work.audit.record(code, "signed", "minh", START, {})
        work.commit()
    with storage.unit_of_work() as work:
        entries = work.audit.of(code)
    assert [(entry.step, entry.actor, entry.at) for entry in entries] == [
        ("opened", "lan", START),
        ("signed", "minh", START),
    ]
    assert entries[0].detail == {"components": 2}


def test_readers_do_not_wait_for_a_writer(storage: Storage) -> None:
    with storage.unit_of_work() as writing:
        writing.dossiers.open(new_dossier(), DAY)
        with storage.unit_of_work(read_only=True) as reading:
            assert reading.dossiers.list() == ()
