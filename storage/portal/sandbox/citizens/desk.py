"""The requests of citizens' browsers, and of ward systems that fetch what was filed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from io import SEEK_SET
from types import MappingProxyType

from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.routing import Rule
from werkzeug.wrappers import Request, Response

from storage.clock import Clock
from storage.model import CODE_FORM
from storage.portal.sandbox import rules
from storage.portal.sandbox.citizens import filing, look_up, waiting
from storage.portal.sandbox.citizens.words import LANGUAGES, Words
from storage.portal.sandbox.intake import Intake
from storage.portal.sandbox.model import Case, Limits, Queue, Service, Upload, Ward
from storage.portal.sandbox.records import Records, new_upload_id

RULES = (
    Rule("/", endpoint="ask", methods=["GET"]),
    Rule("/tra-cuu", endpoint="state", methods=["GET"]),
    Rule("/tra-cuu", endpoint="details", methods=["POST"]),
    Rule("/so-thu-tu/<code>", endpoint="ticket", methods=["GET"]),
    Rule("/tai-ve", endpoint="fetch_paper", methods=["POST"]),
    Rule("/bo-sung", endpoint="supplement", methods=["POST"]),
    Rule("/nop-ho-so", endpoint="choose", methods=["GET"]),
    Rule("/nop-ho-so/<service>", endpoint="fill", methods=["GET"]),
    Rule("/nop-ho-so/<service>", endpoint="file", methods=["POST"]),
    Rule("/filings", endpoint="filings", methods=["GET"]),
    Rule("/filings/<code>/files/<sha256>", endpoint="filed_file", methods=["GET"]),
)
_AT_ONCE = 50
_PERSONAL_ID = re.compile(r"[0-9]{12}")
_HEADERS = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)


class CitizensDesk:
    """Answers citizens over the records and files of the sandbox."""

    def __init__(
        self, records: Records, intake: Intake, ward: Ward, limits: Limits, clock: Clock, queue: Queue
    ) -> None:
        self._records = records
        self._intake = intake
        self._ward = ward
        self._limits = limits
        self._clock = clock
        self._queue = queue
        self.endpoints: Mapping[str, Callable[..., Response]] = {
            "ask": lambda request: _page(look_up.asking(_words(request))),
            "state": self._state,
            "ticket": self._ticket,
            "details": self._details,
            "fetch_paper": self._fetch_paper,
            "supplement": self._supplement,
            "choose": self._choose,
            "fill": self._fill,
            "file": self._file,
            "filings": self._filings,
            "filed_file": self._filed_file,
        }

    def _state(self, request: Request) -> Response:
        words, asked = _words(request), request.args.get("code", "")
        case = self._case(asked)
        if case is None and self._queue(asked):
            return self._ticket(request, asked)
        if case is None:
            return _page(look_up.asking(words, asked, trouble="unknown"), 404)
        return _page(look_up.state(words, case))

    def _ticket(self, request: Request, code: str) -> Response:
        words, place = _words(request), self._queue(code)
        if place is None:
            return _page(look_up.asking(words, trouble="no_ticket"), 404)
        seconds = 0 if request.args.get("refresh") == "no" else self._ward.refresh_seconds
        return _page(waiting.standing(words, place, code, self._clock.now(), seconds))

    def _details(self, request: Request) -> Response:
        words, case = _words(request), self._case(request.form.get("code", ""))
        if case is None:
            return _page(look_up.asking(words, trouble="unknown"), 404)
        if request.form.get("receipt", "").strip() != case.receipt:
            return _page(look_up.state(words, case, trouble="wrong_receipt"), 403)
        return _page(look_up.details(words, case, self._papers(case)))

    def _fetch_paper(self, request: Request) -> Response:
        case = self._known(request)
        return self._bytes(case, request.form.get("sha256", ""))

    def _supplement(self, request: Request) -> Response:
        words, case = _words(request), self._known(request)
        files, troubles = self._files(request, self._papers(case), case.code)
        if files and not troubles:
            self._records.supplement(case.code, files, self._clock.now())
            return _page(look_up.details(words, self._known(request), self._papers(case), note="added"))
        return _page(look_up.details(words, case, self._papers(case)), 422)

    def _choose(self, request: Request) -> Response:
        return _page(filing.choosing(_words(request), self._ward.services, request.args.get("q", "")[:100]))

    def _fill(self, request: Request, service: str) -> Response:
        return _page(filing.filling(_words(request), self._service(service), {}, ()))

    def _file(self, request: Request, service: str) -> Response:
        words, chosen = _words(request), self._service(service)
        person = {name: request.form.get(name, "").strip()[:300] for name in filing.PERSON}
        key = f"filing:{new_upload_id()}"
        files, troubles = self._files(request, chosen.papers, key)
        troubles = [
            *_troubles_with(person, words),
            *troubles,
            *([] if files or troubles else [words["no_file"]]),
        ]
        if troubles:
            return _page(filing.filling(words, chosen, person, troubles), 422)
        body = {
            "procedure_code": chosen.code,
            "procedure_name": chosen.name,
            "applicant": person,
            "files": files,
        }
        code = self._records.file(self._ward.agency, body, self._clock.now())
        return _page(filing.filed(words, code, self._records.receipt_of(code) or ""), 201)

    def _filings(self, request: Request) -> Response:
        after = request.args.get("since", "") or "0"
        if not after.isascii() or not after.isdigit() or len(after) > 15:
            raise BadRequest
        found = self._records.filings(int(after), _AT_ONCE)
        return Response(json.dumps(found, ensure_ascii=False), content_type="application/json")

    def _filed_file(self, _request: Request, code: str, sha256: str) -> Response:
        case = self._records.whole(code)
        if case is None or not case.filed_online:
            raise NotFound
        return self._bytes(case, sha256)

    def _bytes(self, case: Case, sha256: str) -> Response:
        if all(file["sha256"] != sha256 for file in case.body["files"]):
            raise NotFound
        for upload in self._records.with_digest(sha256):
            if self._intake.offset(upload) == upload.bytes:
                content = self._intake.path(upload).open("rb")
                headers = {**_HEADERS, "Content-Length": str(upload.bytes)}
                return Response(content, headers=headers, mimetype="application/pdf", direct_passthrough=True)
        raise NotFound

    def _files(
        self, request: Request, papers: tuple[tuple[str, str], ...], key: str
    ) -> tuple[list[dict[str, object]], list[str]]:
        """Return what the portal keeps of the files that came in, and what is wrong with the others."""
        kept, troubles = [], []
        for code, name in papers:
            given = request.files.get(f"file-{code}")
            if given is None or not given.filename:
                continue
            upload = _upload(given, key)
            wrong = rules.announced(given.filename, upload.bytes, upload.media_type, self._limits)
            if wrong or not rules.looks_like_pdf(given.stream):
                troubles.append(f"{name}: {(wrong or (given.filename,))[0]}")
                continue
            kept.append(self._keep(given, upload, code))
        return kept, troubles

    def _keep(self, given: FileStorage, upload: Upload, component: str) -> dict[str, object]:
        known, _others = self._records.begin_upload(upload)
        if self._intake.offset(known) != known.bytes:
            given.stream.seek(self._intake.offset(known), SEEK_SET)
            self._intake.append(known, self._intake.offset(known), given.stream.read)
        return {
            "component": component,
            "name": upload.name,
            "sha256": upload.sha256,
            "bytes": upload.bytes,
            "media_type": upload.media_type,
        }

    def _case(self, asked: str) -> Case | None:
        """Return the dossier whose code is in what was typed or read from a QR code."""
        found = CODE_FORM.search(asked)
        return self._records.whole(found[0]) if found else None

    def _known(self, request: Request) -> Case:
        """Return the dossier of somebody who knows its receipt number too."""
        case = self._case(request.form.get("code", ""))
        if case is None or request.form.get("receipt", "") != case.receipt:
            raise NotFound
        return case

    def _service(self, code: str) -> Service:
        for service in self._ward.services:
            if service.code == code:
                return service
        raise NotFound

    def _papers(self, case: Case) -> tuple[tuple[str, str], ...]:
        code = case.body["procedure_code"]
        return next((each.papers for each in self._ward.services if each.code == code), ())


def _words(request: Request) -> Words:
    asked = request.args.get("lang", "")
    if asked not in LANGUAGES:
        asked = request.accept_languages.best_match(LANGUAGES, "vi") or "vi"
    return Words(asked)


def _page(html: str, status: int = 200) -> Response:
    return Response(html, status, headers=_HEADERS, content_type="text/html; charset=utf-8")


def _troubles_with(person: Mapping[str, str], words: Words) -> list[str]:
    troubles = [] if person["full_name"] else [words["no_name"]]
    return troubles if _PERSONAL_ID.fullmatch(person["id_number"]) else [*troubles, words["bad_id"]]


def _upload(given: FileStorage, key: str) -> Upload:
    digest = hashlib.file_digest(given.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    length = given.stream.tell()
    given.stream.seek(0)
    name = (given.filename or "").replace("\\", "/").rpartition("/")[2]
    return Upload(new_upload_id(), key, digest, name, given.mimetype or "application/pdf", length)
