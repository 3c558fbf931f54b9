"""The whole main job in one run, on embedded defaults; interrupted anywhere, the next run goes on.

The run plays the people: it loads the feeder, types PINs, hands over from official to leader to
records clerk. Everything else is what the window does, by the same use cases.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from clerk_app.demonstration.hands import lay_in_feeder, sample_papers
from clerk_app.embedded import Embedded
from clerk_app.workflow.decide import NEXT_ROLE, current_decision, draft_decision, sign_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import PageRead, digitise, last_sheet, read_unread
from clerk_app.workflow.export import export
from clerk_app.workflow.intake import Application, accept
from clerk_app.workflow.sign_bundle import sign_dossier
from clerk_app.workflow.submit import deliver, outbox_entry
from scanning.intake.documents import page_files, single_pages
from scanning.model import silent
from signing.demonstration import DEMONSTRATION_PIN
from storage.model import Document, DocumentKind, Dossier, Person

PROCEDURE = "1.001193"
APPLICANT = Person("Lê Thị Hồng Nhung", "092194005678", "12 Nguyễn Trãi, phường An Bình", "0903 000 123")


class Stage(StrEnum):
    """A step of the run, as it is told."""

    START = "start"
    ACCEPT = "accept"
    SCAN = "scan"
    SIGN = "sign"
    SUBMIT = "submit"
    DECIDE = "decide"
    RESULT = "result"


Say = Callable[[Stage, Mapping[str, object]], None]
"""Told of each step that is done, with facts to show."""


@dataclass(slots=True)
class _Stopwatch:
    say: Say
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, stage: Stage, component: str = "") -> Iterator[dict[str, object]]:
        """Time a step and tell of it when it is done; the body may add facts."""
        started = time.perf_counter()
        told: dict[str, object] = {"component": component}
        yield told
        seconds = round(time.perf_counter() - started, 3)
        self.seconds[f"{stage} {component}".strip()] = seconds
        self.say(stage, told | {"seconds": seconds})


class DemonstrationRun:
    """One run, remembered in the home until its result was told, so that a restart goes on with it."""

    def __init__(self, desk: Desk, embedded: Embedded, pages: Path | None, say: Say) -> None:
        self._desk = desk
        self._embedded = embedded
        self._pages = pages
        self._watch = _Stopwatch(say)
        self._note = desk.folders.demonstration / "run.json"

    def result(self) -> dict[str, Any]:
        """Do what is left to do, and return the run as data (the shape of ``clerk demo --json``)."""
        with self._watch.step(Stage.START):
            self._embedded.start()
            key = self._key()
            papers = self._papers()
        with self._watch.step(Stage.ACCEPT) as facts:
            dossier = accept(self._desk, Application(key, PROCEDURE, APPLICANT))
            facts["dossier"] = dossier.code
        for component, sheets in papers.items():
            self._scan(dossier, component, sheets)
        self._sign(dossier)
        self._submit(Stage.SUBMIT, dossier)
        self._decide(dossier)
        self._submit(Stage.RESULT, dossier)
        return self._told(dossier)

    def forget(self) -> None:
        """Note that the result was told: the next run starts a new dossier."""
        self._note.unlink(missing_ok=True)

    def _key(self) -> str:
        """Return the key of the run that was interrupted, or note a new one before it is used."""
        if not self._note.exists():
            temporary = self._note.with_suffix(".part")
            temporary.write_text(json.dumps({"key": f"demo-{uuid4()}"}), "utf-8")
            temporary.replace(self._note)
        return str(json.loads(self._note.read_text("utf-8"))["key"])

    def _papers(self) -> Mapping[str, Sequence[Path]]:
        """Return the sheets of each component, one file per sheet."""
        if self._pages is None:
            return sample_papers(self._desk)
        folder = self._desk.folders.demonstration / "papers"
        folder.mkdir(exist_ok=True)
        return {"TP01": single_pages(page_files(self._pages), folder)}

    def _scan(self, dossier: Dossier, component: str, sheets: Sequence[Path]) -> None:
        """Feed a component's papers; what an interruption lost between feeder and disk is put back first."""
        with self._watch.step(Stage.SCAN, component) as facts:
            safe = last_sheet(self._desk, dossier.code, component)
            if safe < len(sheets):
                lay_in_feeder(self._embedded.feeder(), dossier.code, component, sheets, after=safe)
                events = digitise(self._desk, dossier.code, component, report=silent)
            else:
                events = read_unread(self._desk, dossier.code, component)
            facts["pages"] = sum(isinstance(event, PageRead) for event in events)

    def _sign(self, dossier: Dossier) -> None:
        with self._watch.step(Stage.SIGN) as facts:
            if not self._documents(dossier, DocumentKind.COMPONENT):
                for _signed in sign_dossier(self._desk, dossier.code, _pin(), report=silent):
                    pass
            documents = self._documents(dossier, DocumentKind.COMPONENT)
            facts["levels"] = ", ".join(sorted({str(document.level) for document in documents}))

    def _submit(self, stage: Stage, dossier: Dossier) -> None:
        with self._watch.step(stage) as facts:
            deliver(self._desk, report=lambda _progress: None, force=True)
            entry = outbox_entry(self._desk, dossier.code)
            facts["portal"] = entry.state.value if entry else None
            facts["receipt"] = entry.receipt if entry else None

    def _decide(self, dossier: Dossier) -> None:
        with self._watch.step(Stage.DECIDE) as facts:
            decision = current_decision(self._desk, dossier.code) or draft_decision(self._desk, dossier.code)
            while decision.stage in NEXT_ROLE:
                decision = sign_decision(self._desk, dossier.code, NEXT_ROLE[decision.stage], _pin())
            facts["verdict"] = decision.verdict

    def _documents(self, dossier: Dossier, kind: DocumentKind) -> tuple[Document, ...]:
        with self._desk.storage.unit_of_work() as work:
            return tuple(document for document in work.documents.of(dossier.code) if document.kind is kind)

    def _told(self, dossier: Dossier) -> dict[str, Any]:
        entry = outbox_entry(self._desk, dossier.code)
        (receipt,) = self._documents(dossier, DocumentKind.RECEIPT)
        (decision,) = self._documents(dossier, DocumentKind.DECISION)
        return {
            "dossier": dossier.code,
            "documents": [self._as_data(each) for each in self._documents(dossier, DocumentKind.COMPONENT)],
            "decision": {
                "file": str(export(self._desk, decision)),
                "signature_verdict": decision.verdict,
            },
            "portal": {
                "status": entry.state.value if entry else None,
                "receipt": entry.receipt if entry else None,
            },
            "receipt_form": str(export(self._desk, receipt)),
            "seconds": self._watch.seconds,
        }

    def _as_data(self, document: Document) -> dict[str, Any]:
        return {
            "file": str(export(self._desk, document)),
            "pages": document.pages,
            "bytes": document.bytes,
            "sha256": document.content,
            "signature_verdict": document.verdict,
        }


def _pin() -> bytearray:
    """Type the PIN of a demonstration token."""
    return bytearray(DEMONSTRATION_PIN, "ascii")
