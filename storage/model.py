"""The nouns of the records: dossiers, pages, documents, and what happened to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType

DossierCode = NewType("DossierCode", str)
"""Agency code, day and serial: `H15.50.05.13-261008-0975`."""

CODE_FORM = re.compile(
    r"(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[GH][0-9]{2}|[GH][0-9]{2}(?:\.[0-9]{1,3}){0,4})-[0-9]{6}-[0-9]{4,7}"
)
"""What codes look like: four digits from the local system, six or seven from those of ministries."""

ContentId = NewType("ContentId", str)
"""SHA-256 of the bytes, 64 lower-case hexadecimal digits."""


class Channel(IntEnum):
    """How the dossier came in; numbers of the national portal."""

    IN_PERSON = 1
    ONLINE = 2
    POSTAL = 3


class DossierStatus(IntEnum):
    """Where a dossier stands; numbers of the national portal."""

    NEWLY_FILED = 1
    ACCEPTED = 2
    NOT_ACCEPTED = 3
    IN_PROCESS = 4
    SUPPLEMENT_ASKED = 5
    FINANCIAL_DUTY = 6
    WITHDRAWN = 7
    STOPPED = 8
    SOLVED = 9
    RETURNED = 10


class DocumentKind(StrEnum):
    """What a document is within its dossier."""

    RECEIPT = "receipt"
    COMPONENT = "component"
    DECISION = "decision"


class DocumentStage(StrEnum):
    """How far a document has come on its way to be valid; what was filed online is as its sender made it."""

    FILED = "filed"
    BUNDLED = "bundled"
    SIGNED = "signed"
    COUNTERSIGNED = "countersigned"
    SEALED = "sealed"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Person:
    """An applicant; nothing of it appears in a repr, so that no log can hold it."""

    full_name: str = field(repr=False)
    id_number: str = field(repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Component:
    """A paper the procedure asks for, with the numbers of originals and copies wanted.

    Attributes:
        shown_only: shown at the counter and given back, never scanned.
        received: it was handed in, or taken over from where it was kept already.
        reused_from: `CODE/COMPONENT` or `CODE` (its result), if its file was taken over from there.
    """

    code: str
    name: str
    originals: int = 1
    copies: int = 0
    shown_only: bool = False
    received: bool = True
    reused_from: str = ""


UNSORTED = "unsorted"
"""Where pages of a stack wait until it is known which paper each belongs to."""


def part_code(component: str, number: int) -> str:
    """Return the code of a part of a paper that was cut because it was too large for a portal."""
    return f"{component}.p{number}"


def whole_component(code: str) -> str:
    """Return the code of the paper that `code` is a part of; most are whole."""
    return re.sub(r"\.p\d+\Z", "", code)


@dataclass(frozen=True, slots=True)
class NewDossier:
    """What is known when a dossier is taken in.

    `request_key` is chosen by the caller, once per intake: opening twice with one key gives one dossier.
    """

    request_key: str
    agency_code: str
    procedure_code: str
    procedure_name: str
    procedure_version: str
    applicant: Person
    channel: Channel
    components: tuple[Component, ...]
    received_at: datetime
    due_at: datetime
    domain: str = ""
    limit_unit: str = ""
    submitter: Person | None = None
    authorisation: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One applicant's request under one procedure; `version` counts its saves, starting at 1.

    Attributes:
        domain: the centre's group of the procedure, under which it is counted.
        limit_unit: what the statutory time is counted in; the word of the procedure.
        submitter: who handed it in for the applicant, None if the applicant did.
        authorisation: the paper that allows the submitter to.
        holder: name of the account that works on it, empty if nobody does.
        originals_at: where the paper lies.
        stopped_at: since when the clock stands still, None while it runs.
        removed_at: when its papers and people were removed after their retention; this is its tombstone.
    """

    code: DossierCode
    request_key: str
    agency_code: str
    procedure_code: str
    procedure_name: str
    procedure_version: str
    applicant: Person
    channel: Channel
    components: tuple[Component, ...]
    received_at: datetime
    due_at: datetime
    status: DossierStatus = DossierStatus.NEWLY_FILED
    version: int = 1
    portal_receipt: str | None = None
    domain: str = ""
    limit_unit: str = ""
    submitter: Person | None = None
    authorisation: str = ""
    holder: str = ""
    originals_at: str = ""
    stopped_at: datetime | None = None
    solved_at: datetime | None = None
    returned_at: datetime | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """A step of a dossier: where it stood after it, and when it was due then.

    `move` is the step's name in the casework rules, `reason` and `note` what the person wrote.
    """

    dossier: DossierCode
    move: str
    status: DossierStatus
    due_at: datetime
    at: datetime
    actor: str
    reason: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


class Punctuality(StrEnum):
    """When something was done, measured by when it was due: by local days, late by the minute."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class CaseGroup:
    """Dossiers that a report counts alike, as they stood at its end.

    Attributes:
        carried_over: received before the period.
        solved, returned: how punctual that was, None if it had not come.
        ended: nothing was left to decide.
        due_passed: the due time had come.
        dossiers: how many they are.
    """

    domain: str
    channel: Channel
    status: DossierStatus
    carried_over: bool
    solved: Punctuality | None
    returned: Punctuality | None
    ended: bool
    due_passed: bool
    dossiers: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """One scanned image side; `sheet` counts from 1 within its batch, resolution in dots per inch."""

    dossier: DossierCode
    component: str
    batch: str
    sheet: int
    original: ContentId
    original_dpi: int
    recipe: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A page kept with its untouched original; `number` orders the pages within one component, from 1.

    `findings` is JSON: what the stages of the pipeline found out about the page. `recipe` is JSON too: what
    a person or a profile wants done with it, empty where nobody said anything. A `removed` page is in no
    document; it is kept, so that a person can have it back.
    """

    id: int
    dossier: DossierCode
    component: str
    batch: str
    sheet: int
    original: ContentId
    original_dpi: int
    number: int
    cleaned: ContentId | None = None
    findings: Mapping[str, object] = field(default_factory=dict)
    words: ContentId | None = None
    recipe: Mapping[str, object] = field(default_factory=dict)
    removed: bool = False


@dataclass(frozen=True, slots=True)
class PageEdit:
    """What a person did to pages: as they were, and as they became; `kind` is a word of the program."""

    dossier: DossierCode
    kind: str
    actor: str
    at: datetime
    before: tuple[Page, ...]
    after: tuple[Page, ...]
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF of a dossier at one stage; `verdict` and the levels are the words of the signature's judge.

    `pages` is 0 where nobody counted them: of files that others made.
    `evidence` is what the verdict rests on, None where nothing is signed.
    """

    dossier: DossierCode
    kind: DocumentKind
    component: str | None
    stage: DocumentStage
    content: ContentId
    file_name: str
    pages: int
    bytes: int
    verdict: str | None
    level: str | None
    wanted_level: str | None
    created_at: datetime
    evidence: ContentId | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what when; `detail` is JSON and never holds personal data of an applicant.

    `subject` is what it was done to: the code of a dossier, the name of an account, or empty.
    """

    subject: str
    step: str
    actor: str
    at: datetime
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come: `done` of `total` in the stage's own unit (bytes, pages, dossiers)."""

    stage: str
    done: int
    total: int


Report = Callable[[Progress], None]
"""Told about progress; whatever it raises ends the run after clean-up."""
