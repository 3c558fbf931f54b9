"""The page on which a citizen sees how a dossier stands."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from html import escape
from typing import Any

from storage.portal.sandbox.citizens import page
from storage.portal.sandbox.citizens.words import Words
from storage.portal.sandbox.model import Case, Step
from storage.portal.sandbox.records import first_status

_HANOI = timezone(timedelta(hours=7))
_SUPPLEMENT_ASKED = 5


def asking(words: Words, code: str = "", *, trouble: str = "") -> str:
    """Return the page that asks for a code."""
    body = (page.error(words[trouble]) if trouble else "") + page.form(
        "/tra-cuu",
        page.hidden(lang=words.language)
        + page.field(
            "code",
            words["code"],
            value=code,
            about=words["code_help"],
            more='required autofocus autocomplete="off" spellcheck="false" maxlength="200"',
        ),
        words["show"],
        method="get",
    )
    return page.document(words, words["look_up"], body, "/")


def state(words: Words, case: Case, *, trouble: str = "") -> str:
    """Return what anybody may see who knows the code: where it stands, and when the result is due."""
    body = (
        (page.error(words[trouble]) if trouble else "")
        + page.facts(_facts(words, case))
        + page.table(
            words["steps"],
            (words["when"], words["state"]),
            ((escape(_moment(step.at)), escape(words.state(step.status))) for step in case.steps),
        )
        + page.form(
            f"/tra-cuu?lang={words.language}",
            page.hidden(code=case.code)
            + page.field(
                "receipt", words["receipt"], about=words["receipt_help"], more='required autocomplete="off"'
            ),
            words["details"],
        )
    )
    return page.document(words, case.code, body, f"/tra-cuu?code={case.code}")


def details(words: Words, case: Case, papers: tuple[tuple[str, str], ...], *, note: str = "") -> str:
    """Return everything, for who knows the receipt number; `papers` are those that can be added."""
    body = (
        (page.done(words[note]) if note else "")
        + page.facts(_facts(words, case))
        + page.table(
            words["steps"],
            (words["when"], words["state"], words["said"]),
            (_told(words, step) for step in case.steps),
        )
        + page.table(
            words["papers"],
            (words["papers"], words["download"]),
            (_paper(words, case, file) for file in case.body["files"]),
        )
        + (_supplement(words, case, papers) if status_of(case) == _SUPPLEMENT_ASKED else "")
    )
    return page.document(words, case.code, body, f"/tra-cuu?code={case.code}")


def status_of(case: Case) -> int:
    """Return the national number of where a dossier stands."""
    return case.steps[-1].status if case.steps else first_status(filed_online=case.filed_online)


def _facts(words: Words, case: Case) -> list[tuple[str, str]]:
    due = case.steps[-1].due_at if case.steps else str(case.body.get("due_at", ""))
    rows = [
        (words["state"], words.state(status_of(case))),
        (words["procedure"], str(case.body["procedure_name"])),
    ]
    return [*rows, (words["due"], _moment(due))] if due else rows


def _told(words: Words, step: Step) -> tuple[str, str, str]:
    said = escape(step.content).replace("\n", "<br>")
    return escape(_moment(step.at)), escape(words.state(step.status)), said


def _paper(words: Words, case: Case, file: dict[str, Any]) -> tuple[str, str]:
    known = page.hidden(code=case.code, receipt=case.receipt, sha256=file["sha256"])
    return escape(file["name"]), page.form("/tai-ve", known, words["download"])


def _supplement(words: Words, case: Case, papers: tuple[tuple[str, str], ...]) -> str:
    known = page.hidden(code=case.code, receipt=case.receipt)
    return f"<h2>{escape(words['supplement'])}</h2><p>{escape(words['supplement_help'])}</p>" + page.form(
        f"/bo-sung?lang={words.language}", known + file_fields(papers), words["send"], files=True
    )


def file_fields(papers: tuple[tuple[str, str], ...]) -> str:
    """Return an input for the file of each paper."""
    return "".join(
        page.field(f"file-{code}", name, more='type="file" accept="application/pdf,.pdf"')
        for code, name in papers
    )


def clock_time(moment: datetime) -> str:
    """Return the time of day in Vietnam, to the second."""
    return f"{moment.astimezone(_HANOI):%H:%M:%S}"


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(_HANOI):%H:%M %d/%m/%Y}"
