"""Dossiers, documents and PDFs as tests need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from storage.database import Storage
from storage.model import (
    Channel,
    Component,
    ContentId,
    Document,
    DocumentKind,
    DocumentStage,
    Dossier,
    DossierCode,
    NewDossier,
    NewPage,
    Person,
    Progress,
)
from storage.outbox import OutboxEntry
from tests.fakes.clock import START

AGENCY = "H15.50.05.13"
DAY = date(2026, 10, 8)
COMPONENTS = (Component("G01", "Tờ khai"), Component("G02", "Giấy chứng sinh", originals=0, copies=1))
PERSON = Person("Nguyễn Văn Thử", "001099000001", address="Thôn Mẫu")


def new_dossier(request_key: str = "request-1", agency_code: str = AGENCY) -> NewDossier:
    return NewDossier(
        request_key=request_key,
        agency_code=agency_code,
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        procedure_version="2026-10",
        applicant=PERSON,
        channel=Channel.IN_PERSON,
        components=COMPONENTS,
        received_at=START,
        due_at=START + timedelta(days=1),
    )


def new_page(dossier: Dossier, sheet: int = 1, component: str = "G01", original: str = "a") -> NewPage:
    return NewPage(dossier.code, component, "batch-1", sheet, ContentId(original * 64), 300)


def document(dossier: DossierCode, content: str = "a" * 64, component: str | None = "G01") -> Document:
    return Document(
        dossier=dossier,
        kind=DocumentKind.COMPONENT if component else DocumentKind.DECISION,
        component=component,
        stage=DocumentStage.SIGNED,
        content=ContentId(content),
        file_name=f"{component or 'QD'}.pdf",
        pages=1,
        bytes=10,
        verdict="valid",
        level="B-B",
        wanted_level="B-LTA",
        created_at=START,
    )


def pdf(mark: str = "", padding: int = 0) -> bytes:
    """Return bytes that begin and end like a PDF."""
    return b"%PDF-1.7\n" + mark.encode() + b"\0" * padding + b"\n%%EOF\n"


def stored_dossier(
    storage: Storage, *marks: str, request_key: str = "request-1", padding: int = 0
) -> Dossier:
    """Open a dossier with one signed document for each mark."""
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier(request_key), DAY)
        for number, mark in enumerate(marks):
            data = pdf(mark, padding)
            content = storage.contents.put(data)
            part = document(dossier.code, content, f"G{number:02d}")
            work.documents.put(replace(part, bytes=len(data)))
        work.commit()
    return dossier


def queue(storage: Storage, code: DossierCode, priority: int = 0) -> OutboxEntry:
    """Intend to send the documents of a dossier, from the start of the still clock on."""
    with storage.unit_of_work() as work:
        entry = work.outbox.queue(code, START, priority)
        work.commit()
    return entry


def queued(storage: Storage, *marks: str, padding: int = 0) -> Dossier:
    """Open a dossier with one signed document for each mark, ready to be sent."""
    dossier = stored_dossier(storage, *marks, padding=padding)
    queue(storage, dossier.code)
    return dossier


def ignore(_progress: Progress) -> None:
    """Listen to no progress."""
