"""Fill an empty database with made-up dossiers, so that its speed can be measured at a size of years.

Words have natural frequencies: the n-th commonest occurs in proportion to 1/n (Zipf).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, text

from storage.backup import continue_numbering
from storage.database import Storage
from storage.model import DossierStatus, Progress, Report
from storage.search import put_texts
from storage.search.index import index_of
from storage.tables import ComponentRow, DossierRow, MoveRow, SearchTextRow

PAGES_EACH = 10
WORDS_EACH = 200
_ROWS_AT_ONCE = 2000
_SEED = 20261008
_SURNAMES = "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý"
_MIDDLES = "Văn Thị Hữu Đức Minh Ngọc Thanh Quốc Thu Hồng Gia Bảo Xuân Kim Hải Tuấn"
_GIVEN = (
    "An Anh Bình Chi Cường Dũng Dung Đạt Giang Hà Hạnh Hiếu Hoa Hùng Hương Khánh Lan Linh Long Mai Nam Nga "
    "Nhung Oanh Phúc Phương Quân Quỳnh Sơn Tâm Thảo Thắng Trang Trung Tú Uyên Vân Việt Yến"
)
_INITIALS = "b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x"
_RHYMES = (
    "a á à ả ã ạ an án àn ang áng ành anh ao áo ăn ăng ân ấn ầu ay ây e em én eo ê ết ền i in ích iên iết "
    "iệu o on ong óc oà oan ô ôn ộng ôi ơ ơn ơi ời u un ung úc uân uyên uyết ư ưng ước ương ười y yên"
)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was filled in: `first` is when the first dossier came, the others follow evenly up to `last`."""

    dossiers: int
    pages: int
    first: datetime
    last: datetime
    words: Sequence[str]


def fill(storage: Storage, dossiers: int, last: datetime, *, years: float, report: Report) -> Rehearsal:
    """Put in so many dossiers of the last `years`, each with pages of text, in bulk."""
    chance = random.Random(_SEED)  # noqa: S311 - made-up data
    words = vocabulary(chance)
    first = last - timedelta(days=365 * years)
    step = (last - first) / max(dossiers, 1)
    with storage.connection(writing=True) as connection:
        rows = (_dossier(chance, number, first + number * step, last) for number in range(1, dossiers + 1))
        with index_of(connection.dialect.name).filling(connection):
            for done in range(0, dossiers, _ROWS_AT_ONCE):
                _put(connection, list(islice(rows, _ROWS_AT_ONCE)), words)
                report(Progress("fill", done, dossiers))
        continue_numbering(connection)
        connection.commit()
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
        else:
            connection.execute(text("ANALYZE"))
            connection.commit()
    return Rehearsal(dossiers, dossiers * PAGES_EACH, first, last, words)


def vocabulary(chance: random.Random) -> tuple[str, ...]:
    """Return syllables in order of how common they are to be."""
    syllables = [initial + rhyme for initial in _INITIALS.split() for rhyme in _RHYMES.split()]
    chance.shuffle(syllables)
    return tuple(syllables)


def _put(connection: Connection, rows: list[dict[str, Any]], words: Sequence[str]) -> None:
    connection.execute(insert(DossierRow), rows)
    connection.execute(insert(ComponentRow), [part for row in rows for part in _components(row)])
    connection.execute(insert(MoveRow), [move for row in rows for move in _moves(row)])
    texts = [each for row in rows for each in _texts(row, words)]
    connection.execute(insert(SearchTextRow), texts)
    put_texts(connection, [(each["id"], each["page"], each["text"]) for each in texts])


def _dossier(chance: random.Random, number: int, received: datetime, last: datetime) -> dict[str, Any]:
    name = " ".join(chance.choice(names.split()) for names in (_SURNAMES, _MIDDLES, _GIVEN))
    due = received + timedelta(days=chance.randint(1, 30))
    solved: datetime | None = received + timedelta(days=chance.randint(1, 35))
    if solved is not None and (solved > last or chance.random() < 0.02):
        solved = None
    status = DossierStatus.IN_PROCESS if solved is None else DossierStatus.SOLVED
    return {
        "id": number,
        "code": f"H92.01.13-{received:%y%m%d}-{number % 10_000_000:07d}",
        "request_key": f"rehearsal-{number}",
        "agency_code": "H92.01.13",
        "procedure_code": f"1.{chance.randint(0, 259):06d}",
        "procedure_name": "Đăng ký khai sinh",
        "procedure_version": "2026",
        "applicant_name": name,
        "applicant_id_number": f"0921{chance.randint(0, 99_999_999):08d}",
        "applicant_address": "",
        "applicant_phone": "",
        "applicant_email": "",
        "channel": chance.choice((1, 2, 2, 2, 3)),
        "received_at": received,
        "due_at": due,
        "status": status.value,
        "version": 3,
        "domain": f"domain-{chance.randint(1, 12)}",
        "limit_unit": "",
        "authorisation": "",
        "holder": "",
        "originals_at": "",
        "solved_at": solved,
        "ended_at": solved,
    }


def _components(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for position, code in enumerate(("TP01", "TP02", "TP03")):
        yield {
            "dossier": row["code"],
            "position": position,
            "code": code,
            "name": "Tờ khai",
            "originals": 1,
            "copies": 0,
            "shown_only": False,
            "received": True,
            "reused_from": "",
        }


def _moves(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    taken = [("accept", DossierStatus.ACCEPTED, row["received_at"])]
    taken.append(("process", DossierStatus.IN_PROCESS, row["received_at"] + timedelta(minutes=30)))
    if row["solved_at"] is not None:
        taken.append(("solve", DossierStatus.SOLVED, row["solved_at"]))
    for move, status, at in taken:
        yield {
            "dossier": row["code"],
            "move": move,
            "status": status.value,
            "due_at": row["due_at"],
            "at": at,
            "actor": "lan",
            "reason": "",
            "note": "",
        }


def _texts(row: dict[str, Any], words: Sequence[str]) -> Iterator[dict[str, Any]]:
    first = (row["id"] - 1) * (PAGES_EACH + 1) + 1
    facts = (row["code"], row["procedure_name"], row["applicant_name"], row["applicant_id_number"])
    yield {"id": first, "dossier": row["code"], "page": 0, "text": "\n".join(facts)}
    picks = _picks(row["id"], len(words))
    for page in range(1, PAGES_EACH + 1):
        chosen = picks[(page - 1) * WORDS_EACH : page * WORDS_EACH]
        content = " ".join(words[each] for each in chosen)
        yield {"id": first + page, "dossier": row["code"], "page": page, "text": content}


def _picks(seed: int, size: int) -> list[int]:
    """Return which words the pages of a dossier hold, by Zipf's law over `size` words."""
    uniform = np.random.default_rng((_SEED, seed)).random(PAGES_EACH * WORDS_EACH)
    picks: list[int] = np.searchsorted(_cumulated(size), uniform).tolist()
    return picks


@cache
def _cumulated(size: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    weights = 1.0 / np.arange(1, size + 1)
    shares: np.ndarray[Any, np.dtype[np.float64]] = np.cumsum(weights) / weights.sum()
    return shares
