"""The port over the connection of one-stop systems; there is no publication of it, only its use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.clock import Clock, SystemClock
from storage.errors import StorageError
from storage.model import DossierCode, DossierStatus, Progress, Report
from storage.portal.pace import Pace
from storage.portal.port import (
    Holding,
    PortalAnswer,
    PortalState,
    PortalStatus,
    PortalStep,
    Submission,
    unseen,
)
from storage.portal.profile import PortalProfile
from storage.portal.vxp.answer import VxpAnswer
from storage.portal.vxp.fields import (
    Attachment,
    digests_of,
    domain_of,
    dossier_fields,
    step_fields,
)
from storage.portal.vxp.files import FileCourier
from storage.portal.vxp.session import Session
from storage.portal.wire import Wire, WireAnswer

_CHUNK_STEPS = 10
_YES, _NO = "True", "False"


class VxpPortal:
    """The portal of `profile`: the receipt is the dossier's own code, online dossiers come another way."""

    offers_filings = False
    """The connection takes dossiers and gives none."""

    def __init__(
        self, profile: PortalProfile, *, pace: Pace | None = None, clock: Clock | None = None
    ) -> None:
        self._account, self._limits = profile.account, profile.limits
        self._clock = clock or SystemClock()
        self._wire = Wire(profile.url, timeout_seconds=profile.timeout_seconds, tls=profile.tls)
        place = profile.files.url or f"{self._wire.url}/files"
        self._files_wire = Wire(place, timeout_seconds=profile.timeout_seconds, tls=profile.tls)
        self._courier = FileCourier(self._files_wire, profile.files.transfer, pace or Pace())
        self._session = Session(self._wire, profile.account)
        self._domains: dict[str, tuple[str, str]] = {}

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        """See `Portal.submit`; what the portal has already is brought up to date."""
        for file in submission.files:
            self._limits.require(file)
        attachments: list[Attachment] = []
        for each in self._brought(submission, key, report):
            if isinstance(each, PortalAnswer):
                return each
            attachments.append(each)
        report(Progress("submit", 0, 1))
        answer = self._synchronise(submission, attachments)
        report(Progress("submit", 1, 1))
        return _meaning(answer, submission.dossier)

    def tell(self, dossier: DossierCode, steps: Sequence[PortalStep], *, key: str) -> PortalAnswer:  # noqa: ARG002
        """See `Portal.tell`; ten at a time, so that a part may have come when the rest is refused."""
        answer: VxpAnswer | None = None
        for first in range(0, len(steps), _CHUNK_STEPS):
            chunk = steps[first : first + _CHUNK_STEPS]
            data = [step_fields(dossier, step) for step in chunk]
            answer = self._session.ask("CapNhatTienDoHoSoMC", data=data)
            if not answer.synchronised:
                break
        if answer is None:
            return PortalAnswer(PortalStatus.ACCEPTED, dossier, (), "")
        return _meaning(answer, dossier)

    def withdraw(self, dossier: DossierCode, *, receipt: str, reason: str, key: str) -> PortalAnswer:  # noqa: ARG002
        """See `Portal.withdraw`; the connection has no service for it, but a status."""
        found = self._find(dossier)
        if receipt != dossier or found is None:
            sentence = f"Hồ sơ {dossier} không có số tiếp nhận {receipt}"
            return PortalAnswer(PortalStatus.REFUSED, None, (sentence,), "")
        now, unit = self._clock.now(), self._account.unit
        step = PortalStep(0, DossierStatus.WITHDRAWN, now, now, unit, unit, reason)
        answer = self._session.ask("CapNhatTienDoHoSoMC", data=[step_fields(dossier, step)])
        return _meaning(answer, dossier)

    def held(self, dossiers: Sequence[DossierCode]) -> tuple[Holding, ...]:
        """See `Portal.held`; steps are not told."""
        found = ((code, self._find(code)) for code in dossiers)
        holdings = (_holding(code, fields) for code, fields in found if fields is not None)
        return tuple(each for each in holdings if each.status is not DossierStatus.WITHDRAWN)

    def procedures(self) -> tuple[dict[str, object], ...]:
        """Return the procedures that the portal knows, as it says them.

        Raises:
            PortalUnreachable, PortalProtocol.
        """
        answer = self._session.ask("LayDanhSachTTHC")
        return _success(answer).result

    def check(self) -> PortalState:
        """See `Portal.check`."""
        url = str(self._wire.url)
        try:
            seen = self._session.begin()
        except StorageError as error:
            return unseen(url, error)
        return PortalState(
            url, reachable=True, detail="VXP", seen_at=seen.seen_at, certificate_until=seen.certificate_until
        )

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()
        self._files_wire.close()

    def _brought(
        self, submission: Submission, key: str, report: Report
    ) -> Iterator[Attachment | PortalAnswer]:
        total = sum(file.bytes for file in submission.files)
        before = 0
        for file in submission.files:

            def moved(offset: int, before: int = before) -> None:
                report(Progress("upload", before + offset, total))

            place = self._courier.bring(file, key, moved)
            if isinstance(place, WireAnswer):
                yield _file_refused(place, file.name)
                return
            yield Attachment(file, place)
            before += file.bytes

    def _synchronise(self, submission: Submission, attachments: Sequence[Attachment]) -> VxpAnswer:
        fields = dossier_fields(
            submission,
            attachments,
            unit=self._account.unit,
            domain=self._domain(submission.procedure_code),
        )
        if submission.replaces is None:
            answer = self._session.ask("DongBoHoSoMC", isUpdating=_NO, data=[fields])
            if not answer.exists:
                return answer
        found = self._find(submission.dossier)
        if found is not None and found.get("TrangThaiHoSo") != str(DossierStatus.WITHDRAWN.value):
            fields["TrangThaiHoSo"] = found.get("TrangThaiHoSo")
        return self._update(fields)

    def _update(self, fields: dict[str, object]) -> VxpAnswer:
        return self._session.ask("DongBoHoSoMC", isUpdating=_YES, data=[fields])

    def _find(self, dossier: DossierCode) -> dict[str, object] | None:
        answer = self._session.ask("TraCuuHoSo", mahoso=dossier)
        if answer.absent:
            return None
        return next((row for row in _success(answer).result if row.get("MaHoSo") == dossier), None)

    def _domain(self, procedure: str) -> tuple[str, str]:
        if procedure not in self._domains:
            answer = self._session.ask("LayThuTuc", maTTHC=procedure)
            found = answer.result[0] if answer.succeeded and answer.result else {}
            self._domains[procedure] = domain_of(found)
        return self._domains[procedure]


def _success(answer: VxpAnswer) -> VxpAnswer:
    if not answer.succeeded:
        raise answer.wire.nonsense(f"error_code {answer.code[:9]}")
    return answer


def _meaning(answer: VxpAnswer, dossier: DossierCode) -> PortalAnswer:
    if answer.synchronised:
        return PortalAnswer(PortalStatus.ACCEPTED, dossier, (), answer.wire.text)
    if not answer.message:
        raise answer.wire.nonsense("no message")
    return PortalAnswer(PortalStatus.REFUSED, None, (answer.message,), answer.wire.text)


def _file_refused(answer: WireAnswer, name: str) -> PortalAnswer:
    sentence = f"Tệp {name} không được kho tệp tiếp nhận (HTTP {answer.status})"
    return PortalAnswer(PortalStatus.REFUSED, None, (sentence,), answer.text)


def _holding(dossier: DossierCode, fields: dict[str, object]) -> Holding:
    said = str(fields.get("TrangThaiHoSo", ""))
    known = said.isascii() and said.isdigit() and int(said) in set(DossierStatus)
    status = DossierStatus(int(said)) if known else DossierStatus.ACCEPTED
    return Holding(dossier, dossier, status, None, digests_of(fields))
