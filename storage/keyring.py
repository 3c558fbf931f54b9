"""Secrets of this workstation, in the keyring of the person who uses it; never in a file of ours."""

from __future__ import annotations

import keyring
from keyring.errors import KeyringError

from storage.errors import KeyringMissing, SecretMissing

_SERVICE = "clerk"


def secret(name: str) -> str:
    """Return the secret kept under `name`.

    Raises:
        SecretMissing, KeyringMissing.
    """
    try:
        found = keyring.get_password(_SERVICE, name)
    except KeyringError as error:
        raise KeyringMissing from error
    if found is None:
        raise SecretMissing(name)
    return found


def keep_secret(name: str, value: str) -> None:
    """Keep a secret under `name`, in the place of the one before.

    Raises:
        KeyringMissing.
    """
    try:
        keyring.set_password(_SERVICE, name, value)
    except KeyringError as error:
        raise KeyringMissing from error


def forget_secret(name: str) -> None:
    """Remove the secret kept under `name`.

    Raises:
        SecretMissing, KeyringMissing.
    """
    secret(name)
    try:
        keyring.delete_password(_SERVICE, name)
    except KeyringError as error:
        raise KeyringMissing from error
