"""What the casework rules refuse.

WorkflowError
├── FixInput
│   ├── UnknownProcedure     the centre does not handle it
│   ├── ProcedureDamaged     an entry of a catalogue lacks something or holds nonsense
│   ├── CatalogueUnreadable  a file to import is no catalogue we know
│   ├── ApplicantIncomplete  a name or an id is missing or cannot be
│   ├── NothingScanned       a dossier without a page cannot be signed
│   ├── MoveRefused          the dossier's state does not allow this step
│   ├── ReasonMissing        this step needs a reason
│   ├── AmountImpossible     a fee that is none, or that the procedure leaves open
│   ├── NothingToReuse       no signed file of the same person to take over
│   ├── UnknownComponent     the dossier has no such paper
│   ├── UnknownPage          the dossier has no such page, or no such word on it
│   ├── DecisionChanged      a decision is no longer the one that was shown
│   ├── UnknownRoot          this workstation did not add such a certificate
│   ├── SettingImpossible    a setting cannot have such a value
│   ├── UnknownReport        a report's name that ends neither in .pdf nor in .xml
│   ├── NoOnlineFilings      the connection to the portal offers no online dossiers
│   ├── NotAllSigned         something of a dossier is still to be scanned or signed
│   ├── NotSubmitted         there is nothing at the portal to take back
│   ├── NotCarriedByHand     this portal is reached over the line, not by packages
│   ├── NothingPackaged      nothing of the dossier waits to be carried
│   ├── UnknownProfile       no scan profile has this name
│   ├── UnknownService       the front desk has no such service
│   ├── AppointmentPast      an appointment has to be later than now
│   ├── AppointmentClosed    an appointment when the centre is closed
│   ├── NobodyCalled         nobody is called at this counter
│   ├── EquipmentUnnamed     a piece of equipment needs a name
│   ├── ElsewhereUnnamed     numbers given elsewhere need a word on what for
│   ├── MinutesImpossible    nobody was helped for so long
│   ├── NoPageOfPortal       the address of the portal's pages is none that may be opened
│   ├── SignsElsewhere       nobody signs in this role at this workstation
│   ├── NoCodeFound          a picture shows no code
│   ├── UnknownForm          there is no such form, or the dossier has nothing to fill it with
│   ├── WrongPassword        name or password is wrong
│   ├── PasswordWeak         the new password is too short, or the old one again
│   ├── AccountExists        the name is taken
│   └── UnknownAccount       nobody has this name
├── NotAllowed
│   ├── SignInNeeded         this workstation has accounts, and none was given
│   ├── RightMissing         the account's roles do not include this
│   ├── ProfileLocked        the centre set this scan profile
│   ├── AccountDisabled      the account was closed
│   ├── NotYourCertificate   the account signs with another certificate, or with none yet
│   ├── PasswordExpired      the first password has to be changed before anything else
│   └── LastAdministrator    without one, nobody could add another
└── WaitAndRetry
    ├── NoLocalNetwork       no phone can reach this computer
    ├── AlreadyOpen          a window of this home is open and does not answer
    └── AccountLocked        too many wrong passwords; opens again by itself
"""

from datetime import datetime

from signing.model import Role


class WorkflowError(Exception):
    """Root of everything that the use cases themselves refuse."""


class FixInput(WorkflowError):
    """What was typed or scanned has to be changed."""


class NotAllowed(WorkflowError):
    """Somebody with the right has to do it."""


class WaitAndRetry(WorkflowError):
    """The same call may succeed later."""


class UnknownProcedure(FixInput):
    """No procedure has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ProcedureDamaged(FixInput):
    """An entry of a catalogue cannot be used; `field` is the first key that is wrong."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field


class CatalogueUnreadable(FixInput):
    """The file `file` holds no catalogue in a form we know; `reason` names what is missing."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, reason)
        self.file = file
        self.reason = reason


class ApplicantIncomplete(FixInput):
    """A field of the applicant is missing or impossible; `field` is its name."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NothingScanned(FixInput):
    """No component of the dossier has a page."""


class MoveRefused(FixInput):
    """A dossier in `status` does not allow `move`; both are names of ours."""

    def __init__(self, status: str, move: str) -> None:
        super().__init__(status, move)
        self.status = status
        self.move = move


class ReasonMissing(FixInput):
    """The step `move` cannot be taken without saying why."""

    def __init__(self, move: str) -> None:
        super().__init__(move)
        self.move = move


class AmountImpossible(FixInput):
    """A fee of `amount` đồng cannot be; None: the procedure names none or several, so it has to be typed."""

    def __init__(self, amount: int | None) -> None:
        super().__init__(amount)
        self.amount = amount


class NothingToReuse(FixInput):
    """There is no signed file of the same person that could stand for `component`."""

    def __init__(self, component: str) -> None:
        super().__init__(component)
        self.component = component


class UnknownComponent(FixInput):
    """The dossier, or the procedure it is of, has no `component`."""

    def __init__(self, component: str) -> None:
        super().__init__(component)
        self.component = component


class UnknownPage(FixInput):
    """The dossier has no page `page`, or that page has no such word; pages are counted by their ids."""

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page


class DecisionChanged(FixInput):
    """The decision of `dossier` is no longer the one that was shown before the PIN."""

    def __init__(self, dossier: str) -> None:
        super().__init__(dossier)
        self.dossier = dossier


class UnknownRoot(FixInput):
    """Among the roots that this workstation added, none has this fingerprint."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(fingerprint)
        self.fingerprint = fingerprint


class UnknownReport(FixInput):
    """The name of a report says neither that it is for people (.pdf) nor for machines (.xml)."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class UnknownProfile(FixInput):
    """No scan profile has this name; `nearest` is one that exists."""

    def __init__(self, name: str, nearest: str) -> None:
        super().__init__(name, nearest)
        self.name = name
        self.nearest = nearest


class UnknownForm(FixInput):
    """No form has this number, or nothing happened to the dossier that it could tell."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.form = form


class WrongPassword(FixInput):
    """Name and password do not belong together; which of them is wrong is not told."""


class PasswordWeak(FixInput):
    """The new password has fewer than `least` characters, or is the one it replaces."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least


class AccountExists(FixInput):
    """Somebody has the name already."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnknownAccount(FixInput):
    """Nobody has the name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SignInNeeded(NotAllowed):
    """The workstation has accounts; this call named none."""


class ProfileLocked(NotAllowed):
    """The centre's settings lock this scan profile; a file or an option would change it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class RightMissing(NotAllowed):
    """No role of the account includes `right`."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


class AccountDisabled(NotAllowed):
    """The account was closed by an administrator."""


class NotYourCertificate(NotAllowed):
    """The account is bound to another certificate, or to none yet."""


class PasswordExpired(NotAllowed):
    """The password was given by somebody else and has to be changed first."""


class LastAdministrator(NotAllowed):
    """It is the only administrator."""


class AccountLocked(WaitAndRetry):
    """Too many wrong passwords; no try counts before `until` (UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class NoOnlineFilings(FixInput):
    """The connection to the portal brings no online dossiers."""


class NotAllSigned(FixInput):
    """A paper of a dossier is not scanned or not signed yet."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotSubmitted(FixInput):
    """The portal has nothing of this dossier."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotCarriedByHand(FixInput):
    """This portal is reached over the line (`portal.kind`)."""


class NothingPackaged(FixInput):
    """Nothing of the dossier `code` waits to be carried to the portal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoLocalNetwork(WaitAndRetry):
    """This computer is in no network that a phone could reach it by."""


class AlreadyOpen(WaitAndRetry):
    """A window of this home is open and does not answer."""


class SettingImpossible(FixInput):
    """A setting cannot have such a value; `name` is its path."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnknownService(FixInput):
    """The front desk has no service `service`."""

    def __init__(self, service: str) -> None:
        super().__init__(service)
        self.service = service


class AppointmentPast(FixInput):
    """The time of the appointment has passed."""


class AppointmentClosed(FixInput):
    """The centre is closed at the time of the appointment."""


class NoCodeFound(FixInput):
    """A picture shows no code."""


class NobodyCalled(FixInput):
    """Nobody is called at the counter `counter`."""

    def __init__(self, counter: str) -> None:
        super().__init__(counter)
        self.counter = counter


class EquipmentUnnamed(FixInput):
    """A piece of equipment needs a name."""


class MinutesImpossible(FixInput):
    """Nobody was helped for `minutes`."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class ElsewhereUnnamed(FixInput):
    """Nobody said what numbers were given for elsewhere."""


class NoPageOfPortal(FixInput):
    """The address `address` of the portal's pages is neither https nor on this computer."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class SignsElsewhere(FixInput):
    """Nobody signs as `role` at this workstation."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role
