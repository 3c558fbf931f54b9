"""Validation reports for machines: XML of ETSI TS 119 102-2 V1.4.1, made of our own verdicts."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from asn1crypto import cms, crl, ocsp, x509

from signing.contained import Leak, contained
from signing.model import Level, SignatureVerdict, TrustStatus, Verdict
from signing.timestamp import stamped_at
from signing.validation import SignatureEvidence, Validation

_VR = "http://uri.etsi.org/19102/v1.4.1#"
_DS = "http://www.w3.org/2000/09/xmldsig#"
_XADES = "http://uri.etsi.org/01903/v1.3.2#"
_OURS = "urn:clerk:verdict"
_ETSI = "urn:etsi:019102"
_NOTHING_FOUND = "urn:cef:dss:mainindication:noSignatureFound"
"""An empty report is not permitted, and the standard has no word for this; DSS has."""
_DIGESTS = {
    "sha1": f"{_DS}sha1",
    "sha224": "http://www.w3.org/2001/04/xmldsig-more#sha224",
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha384": "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
    "sha3_256": "http://www.w3.org/2007/05/xmldsig-more#sha3-256",
    "sha3_384": "http://www.w3.org/2007/05/xmldsig-more#sha3-384",
    "sha3_512": "http://www.w3.org/2007/05/xmldsig-more#sha3-512",
}
_PROCESSES = {Level.B_T: "LTVM", Level.B_LT: "LTVM", Level.B_LTA: "LTA"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OF_TRUST = {
    TrustStatus.UNKNOWN_ISSUER: "NO_CERTIFICATE_CHAIN_FOUND",
    TrustStatus.EXPIRED: "OUT_OF_BOUNDS_NO_POE",
    TrustStatus.REVOKED: "REVOKED_NO_POE",
    TrustStatus.WRONG_USAGE: "CHAIN_CONSTRAINTS_FAILURE",
    TrustStatus.WEAK_ALGORITHM: "CRYPTO_CONSTRAINTS_FAILURE",
    TrustStatus.UNKNOWN_STATUS: "TRY_LATER",
}


def validation_report(validations: Sequence[Validation]) -> bytes:
    """Return the report on some files as UTF-8 XML.

    It holds for each signature the result, the hashes, and once each certificate, answer about revocation
    and time stamp that the result rests on.
    """
    for prefix, space in (("vr", _VR), ("ds", _DS), ("XAdES", _XADES), ("clerk", _OURS)):
        ET.register_namespace(prefix, space)
    root, objects = Element(f"{{{_VR}}}ValidationReport"), _Objects()
    for each in validations:
        document = objects.document(each)
        for judged, evidence in zip(each.found.signatures, each.evidence, strict=True):
            root.append(_Report(each, judged, evidence, document, objects).element())
        if not each.found.signatures:
            root.append(_without_signature(each, document))
    root.append(objects.element)
    return bytes(ET.tostring(root, "utf-8", xml_declaration=True))


class _Objects:
    """The validation objects of a report, each of them once, known by its digest."""

    def __init__(self) -> None:
        self.element = Element(f"{{{_VR}}}SignatureValidationObjects")
        self._known: set[str] = set()

    def put(self, kind: str, der: bytes) -> str:
        """Add an object if it is new, and return its id."""
        return self._put(kind, der)

    def stamp(self, der: bytes, moment: datetime) -> str:
        """Add a time stamp with what it proves."""
        return self._put("timestamp", der, moment)

    def document(self, validation: Validation) -> str:
        """Name a file by its digest."""
        name = f"other-{validation.sha256}"
        if name not in self._known:
            shown = self._shown(name, "other")
            shown.append(_digest("sha256", bytes.fromhex(validation.sha256)))
            _add(shown, "URI", validation.found.file.as_uri())
        return name

    def _put(self, kind: str, der: bytes, proved: datetime | None = None) -> str:
        name = f"{kind}-{hashlib.sha256(der).hexdigest()}"
        if name not in self._known:
            shown = self._shown(name, kind)
            _add(shown, "base64", b64encode(der).decode("ascii"))
            if proved is not None:
                self.element[-1].append(_proof(proved))
        return name

    def _shown(self, name: str, kind: str) -> Element:
        self._known.add(name)
        entry = _add(self.element, "ValidationObject", id=name)
        _add(entry, "ObjectType", f"{_ETSI}:validationObject:{kind}")
        return _add(entry, "ValidationObjectRepresentation")


class _Report:
    """Writes the report on one signature, in the order of the schema."""

    def __init__(
        self,
        validation: Validation,
        judged: SignatureVerdict,
        evidence: SignatureEvidence,
        document: str,
        objects: _Objects,
    ) -> None:
        self._validation = validation
        self._judged = judged
        self._evidence = evidence
        self._document = document
        self._objects = objects

    def element(self) -> Element:
        """Return it, and put what it refers to among the objects."""
        report = Element(f"{{{_VR}}}SignatureValidationReport")
        self._identifier(report)
        report.append(_times(self._validation.checked_at, self._judged.timestamp))
        document = _add(report, "SignersDocument")
        if self._evidence.digest and self._evidence.digest_algorithm in _DIGESTS:
            document.append(_digest(self._evidence.digest_algorithm, self._evidence.digest))
        _refer(document, "SignersDocumentRepresentation", self._document)
        self._attributes(report)
        self._signer(report)
        process = _add(report, "SignatureValidationProcess")
        kind = _PROCESSES.get(self._judged.level, "Basic")
        _add(process, "SignatureValidationProcessID", f"{_ETSI}:validationprocess:{kind}")
        self._status(report)
        self._own_words(report)
        return report

    def _identifier(self, report: Element) -> None:
        identifier = _add(report, "SignatureIdentifier")
        if self._evidence.signature:
            value = SubElement(identifier, f"{{{_DS}}}SignatureValue")
            value.text = b64encode(self._evidence.signature).decode("ascii")
        _add(identifier, "HashOnly", "false")
        _add(identifier, "DocHashOnly", "false")
        _add(identifier, "DAIdentifier", self._judged.field)

    def _attributes(self, report: Element) -> None:
        if not self._evidence.byte_range:
            return
        attributes = _add(report, "SignatureAttributes")
        if self._judged.signed_at is not None:
            _add(_add(attributes, "SigningTime", Signed="true"), "Time", _time(self._judged.signed_at))
        for der in self._evidence.timestamps:
            moment = contained(lambda: stamped_at(cms.SignedData.load(der)))  # noqa: B023 - called at once
            if isinstance(moment, Leak):
                continue
            stamp = _add(attributes, "SignatureTimeStamp", Signed="false")
            _refer(stamp, "AttributeObject", self._objects.stamp(der, moment))
            _add(stamp, "TimeStampValue", _time(moment))
        if self._evidence.stated_digest:
            digest = _add(attributes, "MessageDigest", Signed="true")
            _add(digest, "Digest", b64encode(self._evidence.stated_digest).decode("ascii"))
        if self._evidence.sub_filter:
            _add(_add(attributes, "SubFilter"), "SubFilterElement", self._evidence.sub_filter)
        _add(attributes, "ByteRange", " ".join(map(str, self._evidence.byte_range)))

    def _signer(self, report: Element) -> None:
        if self._evidence.certificate:
            signer = _add(report, "SignerInformation")
            own = self._objects.put("certificate", self._evidence.certificate)
            _refer(signer, "SignerCertificate", own)
            _add(signer, "Signer", self._judged.signer)

    def _status(self, report: Element) -> None:
        main, sub = _indications(self._judged, self._evidence)
        status = _add(report, "SignatureValidationStatus")
        _add(status, "MainIndication", f"{_ETSI}:mainindication:{main}")
        if sub:
            _add(status, "SubIndication", f"{_ETSI}:subindication:{sub}")
        if not self._evidence.certificate:
            return
        data = _add(status, "AssociatedValidationReportData")
        if self._evidence.issuers:
            self._chain(data)
        for kind, der in self._answers():
            _refer(data, "RelatedValidationObject", self._objects.put(kind, der))
        revoked = contained(lambda: _revoked_at(self._evidence))
        if isinstance(revoked, datetime):
            told = _add(data, "RevocationStatusInformation")
            own = self._objects.put("certificate", self._evidence.certificate)
            _refer(told, "ValidationObjectId", own)
            _add(told, "RevocationTime", _time(revoked))

    def _chain(self, data: Element) -> None:
        root, *between = (self._objects.put("certificate", der) for der in self._evidence.issuers)
        _refer(data, "TrustAnchor", root)
        chain = _add(data, "CertificateChain")
        own = self._objects.put("certificate", self._evidence.certificate)
        _refer(chain, "SigningCertificate", own)
        for each in reversed(between):
            _refer(chain, "IntermediateCertificate", each)
        _refer(chain, "TrustAnchor", root)

    def _answers(self) -> Iterator[tuple[str, bytes]]:
        yield from (("OCSPResponse", der) for der in self._evidence.ocsp_answers)
        yield from (("CRL", der) for der in self._evidence.revocation_lists)

    def _own_words(self, report: Element) -> None:
        """Say what the standard has no place for, in the words of ``verify --json``."""
        own = _add(report, "OtherInformation")
        said = self._judged.as_data()
        for name in ("level", "covers", "changes_after", "trust", "demonstration", "reason"):
            SubElement(own, f"{{{_OURS}}}{name}").text = _word(said[name])
        SubElement(own, f"{{{_OURS}}}verdict").text = self._judged.verdict.value


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without_signature(validation: Validation, document: str) -> Element:
    """Say of a file that nothing in it could be judged, and why."""
    report = Element(f"{{{_VR}}}SignatureValidationReport")
    report.append(_times(validation.checked_at, None))
    _refer(_add(report, "SignersDocument"), "SignersDocumentRepresentation", document)
    _add(_add(report, "SignatureValidationStatus"), "MainIndication", _NOTHING_FOUND)
    own = _add(report, "OtherInformation")
    SubElement(own, f"{{{_OURS}}}verdict").text = validation.found.verdict.value
    return report


def _indications(judged: SignatureVerdict, evidence: SignatureEvidence) -> tuple[str, str]:
    """Return main and sub-indication (ETSI EN 319 102-1, clause 5.1.3)."""
    verdict = judged.verdict
    if verdict is Verdict.VALID:
        return "total-passed", ""
    if verdict is Verdict.ALTERED:
        return "total-failed", "FORMAT_FAILURE"
    if verdict is Verdict.BROKEN:
        return "total-failed", _of_broken(judged, evidence)
    if judged.trust is TrustStatus.REVOKED and judged.timestamp is not None:
        return "total-failed", "REVOKED"
    return "indeterminate", _OF_TRUST[judged.trust]


def _of_broken(judged: SignatureVerdict, evidence: SignatureEvidence) -> str:
    if judged.reason != "digest":
        return "FORMAT_FAILURE"
    return "HASH_FAILURE" if evidence.digest != evidence.stated_digest else "SIG_CRYPTO_FAILURE"


def _revoked_at(evidence: SignatureEvidence) -> datetime | None:
    """Return when the signer's certificate was revoked, by the answers at hand."""
    serial = x509.Certificate.load(evidence.certificate).serial_number
    for der in evidence.ocsp_answers:
        for single in ocsp.OCSPResponse.load(der).response_data["responses"]:
            status = single["cert_status"]
            if single["cert_id"]["serial_number"].native == serial and status.name == "revoked":
                moment: datetime = status.chosen["revocation_time"].native
                return moment
    for der in evidence.revocation_lists:
        for entry in crl.CertificateList.load(der)["tbs_cert_list"]["revoked_certificates"] or ():
            if entry["user_certificate"].native == serial:
                listed: datetime = entry["revocation_date"].native
                return listed
    return None


def _times(checked: datetime, proved: datetime | None) -> Element:
    """Return when it was checked, and the earliest moment at which the signature is known to have existed."""
    times = Element(f"{{{_VR}}}ValidationTimeInfo")
    _add(times, "ValidationTime", _time(checked))
    best = _add(times, "BestSignatureTime")
    best.extend(_proof(proved or checked))
    return times


def _proof(moment: datetime) -> Element:
    proof = Element(f"{{{_VR}}}POE")
    _add(proof, "POETime", _time(moment))
    _add(proof, "TypeOfProof", f"{_ETSI}:poetype:validation")
    return proof


def _digest(algorithm: str, value: bytes) -> Element:
    made = Element(f"{{{_VR}}}DigestAlgAndValue")
    SubElement(made, f"{{{_DS}}}DigestMethod", Algorithm=_DIGESTS[algorithm])
    SubElement(made, f"{{{_DS}}}DigestValue").text = b64encode(value).decode("ascii")
    return made


def _refer(parent: Element, name: str, *objects: str) -> None:
    _add(parent, name, VOReference=" ".join(objects))


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    child = SubElement(parent, f"{{{_VR}}}{name}", attributes)
    child.text = None if text is None else _NOT_XML.sub("\ufffd", text)
    return child


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
