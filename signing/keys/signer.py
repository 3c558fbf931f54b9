"""Makes any `SigningKey` a signer that pyHanko can drive."""

from asn1crypto import algos, x509
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signing.errors import SchemeMissing
from signing.keys.port import Mechanism, SigningKey

DIGEST = "sha256"
_LARGEST_SIGNATURE_BYTES = 512
"""RSA 4096: what is reserved before the key has signed."""


class KeySigner(Signer):
    """pyHanko's signer over our key; the certificates of issuers travel in the signature, roots do not."""

    def __init__(self, key: SigningKey, scheme: Mechanism | None = None) -> None:
        """Take a key, and the scheme that the site demands of RSA keys (None: the best they have).

        Raises:
            SchemeMissing: the token cannot sign so.
        """
        mechanism = _chosen(key, scheme)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(x509.Certificate.load(der) for der in key.chain)
        super().__init__(
            signature_mechanism=algorithm_of(mechanism),
            signing_cert=x509.Certificate.load(key.certificate),
            cert_registry=store,
            embed_roots=False,
        )
        self._key = key
        self._mechanism = mechanism

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign, or in a dry run only reserve the room."""
        if dry_run:
            return bytes(_LARGEST_SIGNATURE_BYTES)
        if digest_algorithm != DIGEST:
            raise ValueError(digest_algorithm)
        return self._key.sign_raw(bytes(data), mechanism=self._mechanism)


def _chosen(key: SigningKey, scheme: Mechanism | None) -> Mechanism:
    if scheme is None or key.mechanism is Mechanism.ECDSA:
        return key.mechanism
    if scheme is Mechanism.RSASSA_PSS and key.mechanism is not scheme:
        raise SchemeMissing(scheme.value)
    return scheme


def algorithm_of(mechanism: Mechanism) -> algos.SignedDigestAlgorithm:
    """Return the mechanism as certificates and signatures name it."""
    if mechanism is Mechanism.ECDSA:
        return algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    if mechanism is Mechanism.RSASSA_PKCS1:
        return algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"})
    digest = algos.DigestAlgorithm({"algorithm": DIGEST})
    mask = algos.MaskGenAlgorithm({"algorithm": "mgf1", "parameters": digest})
    parameters = algos.RSASSAPSSParams(
        {"hash_algorithm": digest, "mask_gen_algorithm": mask, "salt_length": 32}
    )
    return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})
