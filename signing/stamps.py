"""Time stamp tokens: whether one holds, and for what."""

import hashlib
from collections.abc import Callable

from asn1crypto import cms
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity

_CONTENT = "tst_info"


def stamp_holds(token: cms.SignedData, digest: Callable[[str], bytes]) -> bool:
    """Tell whether a time stamp's own signature is right and it stamps what it should.

    Args:
        token: the signed data of the token.
        digest: returns the digest of what was stamped, by the name of the algorithm.
    """
    signer_info = token["signer_infos"][0]
    content = bytes(token["encap_content_info"]["content"])
    own = hashlib.new(signer_info["digest_algorithm"]["algorithm"].native, content).digest()
    certificate = extract_certs_for_validation(token).signer_cert
    intact, valid = validate_sig_integrity(signer_info, certificate, _CONTENT, own)
    imprint = token["encap_content_info"]["content"].parsed["message_imprint"]
    wanted = digest(imprint["hash_algorithm"]["algorithm"].native)
    return bool(intact and valid and imprint["hashed_message"].native == wanted)
