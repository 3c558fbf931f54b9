"""Whether a signature's mathematics is right, for every algorithm that genuine documents carry."""

import hashlib
from collections.abc import Callable

from asn1crypto import algos, cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

Digest = Callable[[str], bytes]
"""Returns the digest of what was signed, by the name of the algorithm."""

_PLAIN_ECDSA = "0.4.0.127.0.7.1.1.4.1."
"""BSI TR-03111: the two numbers of the signature side by side instead of in DER; the last arc is the hash."""
_PLAIN_HASHES = {"2": "sha224", "3": "sha256", "4": "sha384", "5": "sha512"}
_SHA3_RSA = {
    "2.16.840.1.101.3.4.3.13": "sha3_224",
    "2.16.840.1.101.3.4.3.14": "sha3_256",
    "2.16.840.1.101.3.4.3.15": "sha3_384",
    "2.16.840.1.101.3.4.3.16": "sha3_512",
}
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303 - old letters carry it; trust is judged elsewhere
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha3_224": hashes.SHA3_224(),
    "sha3_256": hashes.SHA3_256(),
    "sha3_384": hashes.SHA3_384(),
    "sha3_512": hashes.SHA3_512(),
}


def digest_name(algorithm: str) -> str:
    """Return the hash's name; some signers write the signature algorithm where its hash belongs."""
    try:
        known = algos.SignedDigestAlgorithm({"algorithm": algorithm})
        return str(known.hash_algo)
    except (ValueError, KeyError):
        return algorithm


def signature_holds(signed: cms.SignedData, certificate: x509.Certificate, digest: Digest) -> bool:
    """Tell whether a detached signature, or one over an SHA-1 digest inside (adbe.pkcs7.sha1), holds."""
    signer = signed["signer_infos"][0]
    content = signed["encap_content_info"]
    inner = content["content"].native
    name = digest_name(signer["digest_algorithm"]["algorithm"].native)
    if content["content_type"].native == "data" and isinstance(inner, bytes) and inner:
        if inner != digest("sha1"):
            return False
        return _holds(signer, certificate, "data", hashlib.new(name, inner).digest(), name)
    return _holds(signer, certificate, content["content_type"].native, digest(name), name)


def _holds(
    signer: cms.SignerInfo, certificate: x509.Certificate, content_type: str, digest: bytes, name: str
) -> bool:
    attributes = signer["signed_attrs"]
    attributed = isinstance(attributes, cms.CMSAttributes) and len(attributes) > 0
    algorithm = signer["signature_algorithm"]["algorithm"].native
    special = algorithm in _SHA3_RSA or algorithm.startswith(_PLAIN_ECDSA)
    odd = signer["digest_algorithm"]["algorithm"].native != name
    if not attributed or not (special or odd):
        try:
            intact, valid = validate_sig_integrity(signer, certificate, content_type, digest)
        except SignatureValidationError:
            return False
        return bool(intact and valid)
    stated = {each["type"].native: each["values"][0].native for each in attributes}
    if stated.get("message_digest") != digest or stated.get("content_type") != content_type:
        return False
    return _verifies(signer, certificate, attributes.untag().dump(), name)


def _verifies(signer: cms.SignerInfo, certificate: x509.Certificate, data: bytes, name: str) -> bool:
    key = load_der_public_key(certificate.public_key.dump())
    signature, algorithm = signer["signature"].native, signer["signature_algorithm"]["algorithm"].native
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and algorithm.startswith(_PLAIN_ECDSA):
            half = len(signature) // 2
            pair = (int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
            chosen = _PLAIN_HASHES.get(algorithm.rpartition(".")[2], name)
            key.verify(encode_dss_signature(*pair), data, ec.ECDSA(_HASHES[chosen]))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), _HASHES[_SHA3_RSA.get(algorithm, name)])
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, KeyError):
        return False
    return True
