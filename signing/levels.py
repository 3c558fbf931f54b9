"""Which level a signature really has: by what is in the file, not by what was asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError

from signing.model import Level

_PADES = "/ETSI.CAdES.detached"


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


def read_security_store(reader: PdfFileReader) -> SecurityStore:
    """Read the newest DSS of a document; empty when it has none."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return SecurityStore()
    return SecurityStore(
        certificates=tuple(store.load_certs()),
        ocsp_answers=tuple(ocsp.OCSPResponse.load(each.get_object().data) for each in store.ocsps),
        revocation_lists=tuple(crl.CertificateList.load(each.get_object().data) for each in store.crls),
    )


def level_of(embedded: EmbeddedPdfSignature) -> Level:
    """Return the level of one signature.

    B-LT needs a time stamp and an answer about the signer's certificate inside the file; B-LTA also a
    document time stamp after it.
    """
    if embedded.sig_object.get("/SubFilter") != _PADES:
        return Level.CMS
    if timestamp_token(embedded) is None:
        return Level.B_B
    if not read_security_store(embedded.reader).tells_of(embedded.signer_cert):
        return Level.B_T
    later = any(
        stamp.signed_revision > embedded.signed_revision
        for stamp in embedded.reader.embedded_timestamp_signatures
    )
    return Level.B_LTA if later else Level.B_LT


def timestamp_token(embedded: EmbeddedPdfSignature) -> cms.SignedData | None:
    """Return the time stamp that the signature carries, None without."""
    attributes = embedded.signer_info["unsigned_attrs"]
    for attribute in attributes if isinstance(attributes, cms.CMSAttributes) else ():
        if attribute["type"].native == "signature_time_stamp_token":
            return attribute["values"][0]["content"]
    return None


def _serials(answer: ocsp.OCSPResponse) -> Iterator[int]:
    if answer["response_status"].native != "successful":
        return
    for single in answer.response_data["responses"]:
        yield single["cert_id"]["serial_number"].native
