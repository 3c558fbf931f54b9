"""What can go wrong in storage, grouped by what the clerk can do about it.

    StorageError
    ├── FixInput
    │   ├── UnknownDossier      no dossier bears this code
    │   ├── CodeTaken           another dossier bears the code that a portal gave
    │   ├── UnknownTicket       no queue number is called or printed like this
    │   ├── UnknownEquipment    nothing in the register of equipment bears this name
    │   ├── EquipmentExists     another piece of equipment bears this name
    │   ├── NumberTaken         the register of outgoing papers has this number
    │   ├── NumberSkipped       the register of outgoing papers lacks numbers before this one
    │   ├── UnknownContent      no content has this digest
    │   ├── BackupDamaged       a backup was cut short, changed, or is of another program
    │   ├── UnknownPayment      no fee was taken under this number, or it was marked void
    │   ├── HomeNotEmpty        a backup is put back only where nothing is
    │   ├── PackageUnanswered   a package is to be carried to the portal, or its answer is to come
    │   ├── AnswerRefused       what was given as a portal's answer is none, or answers something else
    │   ├── FilingsRefused      what was given as a package of online dossiers is none
    │   ├── FileTooLarge        a portal takes no file of this length
    │   ├── FileTypeRefused     a portal takes no file of this type
    │   ├── FileNameRefused     a portal takes no file of this name
    │   └── DamagedContent      the file no longer has the digest it is named by
    ├── FixDevice
    │   ├── DiskFull            no space (or quota) left where this path lies
    │   ├── SecretMissing       the keyring does not hold what this portal asks for
    │   ├── KeyringMissing      this computer has no keyring, or it stays locked
    │   ├── DatabaseUnusable    not a database, not readable, or of a newer program
    │   └── StoreUnusable       the store of files refuses, or is not there
    ├── WaitAndRetry
    │   ├── PortalUnreachable   no answer, or an answer that says "later"
    │   │   ├── PortalUntrusted     the two sides cannot make sure of each other (TLS)
    │   │   └── PortalNotAdmitted   the portal does not let this account in
    │   ├── ServerGone          the database server or the store of files does not answer
    │   ├── DatabaseBusy        another process held the database for too long
    │   ├── HomeInUse           another server works on this folder
    │   ├── TicketMoved         another counter took this queue number in the meantime
    │   └── ChangedElsewhere    somebody else saved this dossier in the meantime
    ├── NotAllowed
    │   └── DayClosed           the day's takings were closed
    └── StorageBug
        └── PortalProtocol      the portal answered something the protocol does not know

Exceptions carry facts, never sentences: the sentence is chosen where a person reads it.
"""

# The second level names what to do; "Error" behind each would say nothing more.

from __future__ import annotations

from datetime import date
from pathlib import Path

from storage.model import ContentId, DossierCode


class StorageError(Exception):
    """The root of all errors of this library."""


class FixInput(StorageError):
    """The clerk can help by giving something else."""


class FixDevice(StorageError):
    """The machine needs help: space, rights, another file."""


class WaitAndRetry(StorageError):
    """The same call may succeed later."""


class NotAllowed(StorageError):
    """Somebody with the right has to do it."""


class StorageBug(StorageError):
    """Nobody at the desk can help: report it."""


class UnknownDossier(FixInput):
    """No dossier bears this code."""

    def __init__(self, code: DossierCode) -> None:
        super().__init__(code)
        self.code = code


class CodeTaken(FixInput):
    """A portal gave a dossier the code of another one."""

    def __init__(self, code: DossierCode) -> None:
        super().__init__(code)
        self.code = code


class UnknownTicket(FixInput):
    """No queue number is called or printed like this."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class UnknownEquipment(FixInput):
    """Nothing in the register of equipment bears this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class EquipmentExists(FixInput):
    """Another piece of equipment bears this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NumberTaken(FixInput):
    """The register of outgoing papers has `number`; the next one is `wanted`."""

    def __init__(self, number: int, wanted: int) -> None:
        super().__init__(number, wanted)
        self.number, self.wanted = number, wanted


class NumberSkipped(FixInput):
    """The register of outgoing papers lacks numbers before `number`: the next one is `wanted`."""

    def __init__(self, number: int, wanted: int) -> None:
        super().__init__(number, wanted)
        self.number, self.wanted = number, wanted


class UnknownContent(FixInput):
    """No content is kept under this digest."""

    def __init__(self, content: ContentId) -> None:
        super().__init__(content)
        self.content = content


class DamagedContent(FixInput):
    """The kept file no longer has the digest it is named by."""

    def __init__(self, content: ContentId) -> None:
        super().__init__(content)
        self.content = content


class PackageUnanswered(FixInput):
    """What is to be sent waits to be carried by hand, or for the answer to it."""


class AnswerRefused(FixInput):
    """An answer was not taken; `reason` names what is wrong with it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FilingsRefused(FixInput):
    """A package of online dossiers was not taken; `reason` names what is wrong with it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FileTooLarge(FixInput):
    """The file `name` has `bytes`, and the portal takes `most`; both in MB for people."""

    def __init__(self, name: str, count: int, most: int) -> None:
        super().__init__(name)
        self.name = name
        self.megabytes = round(count / 1e6, 1)
        self.most_megabytes = round(most / 1e6, 1)


class FileTypeRefused(FixInput):
    """The portal takes no files of the type of `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class FileNameRefused(FixInput):
    """The portal takes no files that are called `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class BackupDamaged(FixInput):
    """A backup cannot be put back; `reason` names the part that is wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HomeNotEmpty(FixInput):
    """The folder `home` holds records already."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.home = home


class UnknownPayment(FixInput):
    """No fee was taken under `number`, or it was marked void already."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class DiskFull(FixDevice):
    """No space or quota left on the disk that holds `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class SecretMissing(FixDevice):
    """The keyring holds no secret under `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class KeyringMissing(FixDevice):
    """This computer offers no keyring, or it stays locked."""


class DatabaseUnusable(FixDevice):
    """The database cannot be worked with; `reason` is the engine's own word or `revision X`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreUnusable(FixDevice):
    """The store of files refuses; `reason` is its own code (NoSuchBucket, AccessDenied ...)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ServerGone(WaitAndRetry):
    """A server does not answer: `name` is "database" or "files". Nothing of the step was kept."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class PortalUnreachable(WaitAndRetry):
    """The portal at `url` gave no answer, or asked to come back later."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class PortalUntrusted(PortalUnreachable):
    """Nothing was sent to `url`; `reason` is "expired", "name", "issuer", "client" or "protocol"."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url)
        self.reason = reason


class PortalNotAdmitted(PortalUnreachable):
    """User or password are wrong at `url`, or may not do this there; nothing was decided."""


class DatabaseBusy(WaitAndRetry):
    """Another process held the database for longer than the busy timeout."""


class HomeInUse(WaitAndRetry):
    """Another server works on the folder `home`."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.home = home


class TicketMoved(WaitAndRetry):
    """Another counter took this queue number in the meantime."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class ChangedElsewhere(WaitAndRetry):
    """The dossier `code` was changed by somebody else since it was read: read again."""

    def __init__(self, code: DossierCode) -> None:
        super().__init__(code)
        self.code = code


class DayClosed(NotAllowed):
    """The takings of `day` were closed: nothing is added to them or taken out."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class PortalProtocol(StorageBug):
    """The portal's answer is not part of the protocol; `detail` names request and status, no content."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
