"""Puts a key and its certificates on an initialised token.

It is a program (``python -m signing.keys.token.personalise MODULE``, the order as JSON on standard input)
because a process that loads a module keeps it.
"""

import json
import sys
from base64 import b64decode
from typing import Any

import pkcs11
from asn1crypto.keys import PrivateKeyInfo
from pkcs11 import Attribute
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate


def personalise(module: str, order: dict[str, Any]) -> None:
    """Put key and certificates on the token: certificates public, the key neither readable nor movable."""
    token = pkcs11.lib(module).get_token(token_label=order["label"])
    locked = {
        Attribute.TOKEN: True,
        Attribute.PRIVATE: True,
        Attribute.SENSITIVE: True,
        Attribute.EXTRACTABLE: False,
        Attribute.SIGN: True,
        Attribute.ID: b"\x01",
        Attribute.LABEL: order["label"],
    }
    with token.open(rw=True, user_pin=order["pin"]) as session:
        session.create_object({**_private_key(b64decode(order["key"])), **locked})
        for number, text in enumerate(order["certificates"], start=1):
            public = {Attribute.TOKEN: True, Attribute.PRIVATE: False, Attribute.ID: bytes([number])}
            session.create_object({**decode_x509_certificate(b64decode(text)), **public})


def _private_key(pkcs8: bytes) -> dict[Attribute, Any]:
    """Return the attributes of an RSA key, or of one on a named curve."""
    key = PrivateKeyInfo.load(pkcs8)
    if key.algorithm != "ec":
        return dict(decode_rsa_private_key(bytes(key["private_key"].parsed.dump())))
    inner = key["private_key"].parsed
    # inside PKCS#8 the curve stands outside
    inner["parameters"] = key["private_key_algorithm"]["parameters"]
    return dict(decode_ec_private_key(bytes(inner.dump())))


if __name__ == "__main__":
    personalise(sys.argv[1], json.load(sys.stdin))
