"""The portal's profile, from the settings; its secrets are asked for when they are needed."""

import difflib
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from clerk_app.settings import PortalSettings, UnknownSetting
from storage.keyring import secret
from storage.portal.profile import (
    FileService,
    FileTransfer,
    PortalAccount,
    PortalKind,
    PortalProfile,
    TlsMeans,
)

PASSWORD, PASSPHRASE = "portal-password", "portal-passphrase"
_Word = TypeVar("_Word", bound=StrEnum)


def profile_of(said: PortalSettings, url: str) -> PortalProfile:
    """Return the profile of the portal at `url`.

    Raises:
        UnknownSetting: a kind or a transfer that does not exist.
    """
    return PortalProfile(
        kind=kind_of(said),
        url=url,
        timeout_seconds=said.timeout_seconds,
        limits=said.limits,
        tls=TlsMeans(
            _file(said.authorities),
            _file(said.certificate),
            _file(said.certificate_key),
            lambda: secret(PASSPHRASE),
        ),
        files=FileService(said.file_service, _word(FileTransfer, "portal.file_transfer", said.file_transfer)),
        account=PortalAccount(said.user, said.dstcode, said.madonvi, lambda: secret(PASSWORD)),
    )


def kind_of(said: PortalSettings) -> PortalKind:
    """Return how the portal is reached.

    Raises:
        UnknownSetting: a kind that does not exist.
    """
    return _word(PortalKind, "portal.kind", said.kind)


def _file(path: str) -> Path | None:
    return Path(path) if path else None


def _word(kind: type[_Word], name: str, said: str) -> _Word:
    try:
        return kind(said)
    except ValueError as error:
        nearest = difflib.get_close_matches(said, list(kind), 1, 0) or [next(iter(kind))]
        raise UnknownSetting(f"{name} = {said}", f"{name} = {nearest[0]}") from error
