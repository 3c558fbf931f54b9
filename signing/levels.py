"""Which level a signature really has: by what is in the file, not by what was asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation

from signing.contained import Leak, contained
from signing.model import Level
from signing.timestamp import stamped_at

_PADES = "/ETSI.CAdES.detached"
_LONGEST_CHAIN = 16


@dataclass(frozen=True, slots=True)
class SecurityStore:
    """The contents of the document security store (DSS), parsed."""

    certificates: tuple[x509.Certificate, ...] = ()
    ocsp_answers: tuple[ocsp.OCSPResponse, ...] = ()
    revocation_lists: tuple[crl.CertificateList, ...] = ()

    def tells_of(self, certificate: x509.Certificate) -> bool:
        """Tell whether there is an answer about the revocation of this certificate."""
        serial, issuer = certificate.serial_number, certificate.issuer
        answered = any(serial in _serials(answer) for answer in self.ocsp_answers)
        return answered or any(each.issuer == issuer for each in self.revocation_lists)

    def tells_of_all(self, chain: Iterable[x509.Certificate]) -> bool:
        """Tell whether there is an answer about every certificate below the root."""
        return all(self.tells_of(each) for each in chain if not (each.self_issued or _excused(each)))


@dataclass(frozen=True, slots=True)
class ArchiveStamp:
    """A document time stamp, and the security store that it covers."""

    embedded: EmbeddedPdfSignature = field(repr=False)
    covered: SecurityStore = field(repr=False)

    @property
    def revision(self) -> int:
        """The revision it signs."""
        return int(self.embedded.signed_revision)

    @property
    def moment(self) -> datetime:
        """The time it states."""
        return stamped_at(self.embedded.signed_data)


@dataclass(frozen=True, slots=True)
class Archive:
    """What a document carries for its future: its security store, and its own time stamps, oldest first."""

    store: SecurityStore = SecurityStore()
    stamps: tuple[ArchiveStamp, ...] = ()

    @classmethod
    def of(cls, reader: PdfFileReader, stamps: Iterable[EmbeddedPdfSignature]) -> "Archive":
        """Read it, given the document time stamps, oldest first; damaged parts prove nothing."""
        store = contained(lambda: _security_store(reader))
        read = [contained(lambda: _stamp(each)) for each in stamps]  # noqa: B023 - called at once
        return cls(
            SecurityStore() if isinstance(store, Leak) else store,
            tuple(each for each in read if not isinstance(each, Leak)),
        )

    @property
    def expires(self) -> datetime | None:
        """When the certificate behind the newest document time stamp runs out, None without one."""
        return self.stamps[-1].embedded.signer_cert.not_valid_after if self.stamps else None

    def after(self, embedded: EmbeddedPdfSignature) -> tuple[ArchiveStamp, ...]:
        """Return the document time stamps that cover a signature, oldest first."""
        return tuple(stamp for stamp in self.stamps if stamp.revision > embedded.signed_revision)

    def tells_of(self, signed: cms.SignedData) -> bool:
        """Tell whether the file answers about a signer's certificate and all its issuers below the root."""
        return self.store.tells_of_all(_chain(signed, self))


def level_of(embedded: EmbeddedPdfSignature, archive: Archive) -> Level:
    """Return the level of one signature.

    B-T is a time stamp in the signature or over the document. B-LT needs also, inside the file, an answer
    about each certificate of the signer and of the time stamp below the root; B-LTA a document time stamp
    over these answers.
    """
    if embedded.sig_object.get("/SubFilter") != _PADES:
        return Level.CMS
    token, later = timestamp_token(embedded), archive.after(embedded)
    if token is None and not later:
        return Level.B_B
    stamp = later[0].embedded.signed_data if token is None else token
    needed = [*_chain(embedded.signed_data, archive), *_chain(stamp, archive)]
    if not archive.store.tells_of_all(needed):
        return Level.B_T
    return Level.B_LTA if any(each.covered.tells_of_all(needed) for each in later) else Level.B_LT


def timestamp_token(embedded: EmbeddedPdfSignature) -> cms.SignedData | None:
    """Return the time stamp that the signature carries, None without."""
    attributes = embedded.signer_info["unsigned_attrs"]
    for attribute in attributes if isinstance(attributes, cms.CMSAttributes) else ():
        if attribute["type"].native == "signature_time_stamp_token":
            return attribute["values"][0]["content"]
    return None


def _security_store(handler: PdfHandler) -> SecurityStore:
    """Read the DSS of a revision; empty when it has none."""
    try:
        store = DocumentSecurityStore.read_dss(handler)
    except NoDSSFoundError:
        return SecurityStore()
    return SecurityStore(
        certificates=tuple(store.load_certs()),
        ocsp_answers=tuple(ocsp.OCSPResponse.load(each.get_object().data) for each in store.ocsps),
        revocation_lists=tuple(crl.CertificateList.load(each.get_object().data) for each in store.crls),
    )


def _stamp(embedded: EmbeddedPdfSignature) -> ArchiveStamp:
    covered = embedded.reader.get_historical_resolver(embedded.signed_revision)
    return ArchiveStamp(embedded, _security_store(covered))


def _chain(signed: cms.SignedData, archive: Archive) -> Iterator[x509.Certificate]:
    """Yield a signer's certificate and its issuers, as far as the file holds them."""
    inside = extract_certs_for_validation(signed)
    known = {each.subject.hashable: each for each in (*archive.store.certificates, *inside.other_certs)}
    current: x509.Certificate | None = inside.signer_cert
    for _ in range(_LONGEST_CHAIN):
        if current is None:
            return
        yield current
        current = known.get(current.issuer.hashable) if not current.self_issued else None


def _excused(certificate: x509.Certificate) -> bool:
    """Tell whether nobody has to ask about a certificate: its issuer says so, for OCSP responders."""
    return certificate.ocsp_no_check_value is not None


def _serials(answer: ocsp.OCSPResponse) -> Iterator[int]:
    if answer["response_status"].native != "successful":
        return
    for single in answer.response_data["responses"]:
        yield single["cert_id"]["serial_number"].native
