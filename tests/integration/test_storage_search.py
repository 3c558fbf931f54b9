"""Dossiers are found by names, ids, codes and the text of their pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.backup import restore_backup, write_backup
from storage.database import Storage
from storage.folding import folded
from storage.model import Dossier
from storage.search import Hit
from tests.fakes.clock import StillClock
from tests.fakes.records import DAY, ignore, new_dossier
from tests.places import Places

PAGE = "Giấy chứng sinh của bé Trần Lê Gia Hân, sinh tại Bệnh viện Đa khoa Mẫu, số 45/GCS"


@pytest.fixture
def storage(places: Places) -> Iterator[Storage]:
    with places.open("home", StillClock()) as opened:
        yield opened


@pytest.fixture
def dossier(storage: Storage) -> Dossier:
    with storage.unit_of_work() as work:
        opened = work.dossiers.open(new_dossier(), DAY)
        work.search.index_dossier(opened)
        work.search.index_page(opened.code, 7, PAGE)
        work.commit()
    return opened


def find(storage: Storage, words: str) -> tuple[Hit, ...]:
    with storage.unit_of_work(read_only=True) as work:
        return work.search.find(words)


@pytest.mark.parametrize(
    "words",
    ["Nguyễn Văn Thử", "nguyen van thu", "NGUYEN VAN", "001099000001", "1.001193", "khai sinh", "thôn m"],
)
def test_what_is_known_of_a_dossier_finds_it(storage: Storage, dossier: Dossier, words: str) -> None:
    assert find(storage, words)[0].dossier == dossier.code
    assert find(storage, words)[0].page is None


def test_its_code_finds_it(storage: Storage, dossier: Dossier) -> None:
    assert [hit.dossier for hit in find(storage, dossier.code)] == [dossier.code]


@pytest.mark.parametrize("words", ["benh vien da khoa", '"gia hân"', "45/GCS", "chứng sinh trần "])
def test_the_text_of_a_page_finds_it_and_is_shown(storage: Storage, dossier: Dossier, words: str) -> None:
    (hit,) = find(storage, words)
    assert (hit.dossier, hit.page) == (dossier.code, 7)
    assert hit.snippet in PAGE


@pytest.mark.parametrize("word", ["giấy", "bệnh", "mẫu", "gcs"])
def test_what_is_shown_of_a_page_begins_and_ends_with_whole_words(
    storage: Storage, dossier: Dossier, word: str
) -> None:
    with storage.unit_of_work() as work:
        work.search.index_page(dossier.code, 8, f"{PAGE}. {PAGE}")
        work.commit()
    found = [hit for hit in find(storage, word) if hit.page]
    assert len(found) == 2
    for hit in found:
        assert set(hit.snippet.split()) <= {*PAGE.split(), f"{PAGE}.".split()[-1]}
        assert folded(word) in folded(hit.snippet)


def test_beginnings_find_names_and_codes_while_they_are_typed_and_words_of_pages_whole(
    storage: Storage, dossier: Dossier
) -> None:
    assert [hit.page for hit in find(storage, "nguyen van th")] == [None]
    assert [hit.page for hit in find(storage, dossier.code[:-2])] == [None]
    assert find(storage, "nguyen van th ") == ()
    assert find(storage, "benh vi") == ()
    assert [hit.page for hit in find(storage, "benh vien ")] == [7]


@pytest.mark.parametrize("words", ['"hân gia"', "nguyễn thị", "", "  ", '"', "*", "-"])
def test_what_is_not_there_is_not_found(storage: Storage, dossier: Dossier, words: str) -> None:
    assert find(storage, words) == ()


@pytest.mark.parametrize("words", ['a" OR "b', "NEAR(x y)", "folded : x", "x AND", "^x", "(", "\0", 'ab"cd'])
def test_signs_of_the_index_are_only_letters(storage: Storage, dossier: Dossier, words: str) -> None:
    assert find(storage, words) == ()


def test_a_text_that_changed_is_found_by_its_new_words_only(storage: Storage, dossier: Dossier) -> None:
    with storage.unit_of_work() as work:
        work.search.index_page(dossier.code, 7, "Tờ khai")
        work.commit()
    assert find(storage, "bệnh viện") == ()
    assert [hit.page for hit in find(storage, "tờ khai")] == [7]


def test_common_words_show_the_newest_first(
    storage: Storage, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.search.index.MOST_RANKED", 2)
    with storage.unit_of_work() as work:
        for page in range(100, 105):
            work.search.index_page(dossier.code, page, "cộng hòa " + "xã hội " * (page - 99))
        work.commit()
    assert [hit.page for hit in find(storage, "xa hoi")] == [104, 103, 102, 101, 100]


def test_a_restored_home_finds_what_the_old_one_found(
    storage: Storage, dossier: Dossier, tmp_path: Path
) -> None:
    write_backup(storage, tmp_path / "backup.tar", ignore)
    with Storage.open(tmp_path / "other", clock=StillClock()) as other:
        restore_backup(tmp_path / "backup.tar", other, ignore)
        assert find(other, "gia han") == find(storage, "gia han") != ()


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Z")), max_size=40))
def test_folding_keeps_every_letters_place(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert len(folded("ắ" + text)) == 1 + len(once)
