"""What a person is told when something goes wrong: what happened, and what to do about it."""

import errno
from dataclasses import dataclass

import scanning.errors as scanning
import signing.errors as signing
import storage.errors as storage
from clerk_app.child_server import ServerFailed
from clerk_app.i18n import Translate, later
from clerk_app.settings import UnknownSetting
from clerk_app.workflow import errors as workflow
from clerk_app.workflow.reasons import reason_words
from signing.model import TrustStatus


@dataclass(frozen=True, slots=True)
class Message:
    """Two sentences in the clerk's language."""

    happened: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.happened} {self.next_step}"


_KEPT = later("Everything done before is kept; start the step again.")

_SENTENCES: dict[type[BaseException], tuple[str, str]] = {
    # paper
    scanning.UnreadableImage: (
        later("The file {file} cannot be read as an image ({reason})."),
        later("Scan the paper again, or choose another file."),
    ),
    scanning.UnreadableDocument: (
        later("The file {file} cannot be opened ({reason})."),
        later("Ask for a copy that is whole and has no password."),
    ),
    scanning.NoScanner: (
        later("The scanner {name} does not answer."),
        later("Check that it is switched on and connected, then try again."),
    ),
    scanning.FeederEmpty: (
        later("There is no paper in the feeder."),
        later("Put the papers in and start again."),
    ),
    scanning.PaperJam: (
        later("Paper is jammed in the feeder; the pages before it are kept."),
        later("Take the jammed sheet out, put it back with those after it, and go on."),
    ),
    scanning.CoverOpen: (later("The scanner's cover is open."), later("Close it and go on.")),
    scanning.DeviceDenied: (
        later("This account may not use the scanner."),
        later("Ask the administrator to give it access."),
    ),
    scanning.DeviceUnreachable: (
        later("The connection to the scanner broke; the pages before are kept."),
        later("Check cable, network and power, put the remaining sheets back, and go on."),
    ),
    scanning.DeviceUnsuitable: (
        later("The scanner cannot do what was asked of it."),
        later("Choose another source, resolution or colour, then start again."),
    ),
    scanning.NoPaperSensor: (
        later("The scanner does not tell whether paper lies in it."),
        later("Start the scan by hand when the paper is in."),
    ),
    scanning.DeviceExhausted: (
        later("The scanner's memory is used up; the pages before are kept."),
        later("Wait a moment, or choose a lower resolution, then go on."),
    ),
    scanning.SidesUnequal: (
        later("{fronts} fronts and {backs} backs were scanned; all of them are kept."),
        later("Put the whole stack in again and scan both sides anew."),
    ),
    scanning.DeviceFailed: (
        later("The scanner stopped ({reason}); the pages before are kept."),
        later("Switch it off and on, put the remaining sheets back, and go on."),
    ),
    scanning.ToolMissing: (
        later("{tool} is not installed."),
        later("Start Clerk with ./run, which installs what is missing."),
    ),
    scanning.RecipeRefused: (
        later("The page cannot be made like this ({step}: {value})."),
        later("Choose another value, or leave this step to the program."),
    ),
    scanning.RecipeUnknown: (
        later("How this page is made was chosen in a newer version of Clerk."),
        later("Update Clerk on this workstation, then open the page again."),
    ),
    scanning.DeviceBusy: (
        later("Another program is using the scanner."),
        later("Wait until it has finished, then try again."),
    ),
    scanning.ReadingFailed: (
        later("The text of a page could not be read; its picture is kept."),
        later("Start the step again."),
    ),
    # signatures
    signing.WrongPin: (
        later("The PIN is wrong."),
        later("Type it again carefully; a token locks after too many wrong tries."),
    ),
    signing.WrongCode: (
        later("The one-time code is wrong."),
        later("Start again, and type the newest code."),
    ),
    signing.LoginUnfinished: (
        later("On the page of the signing service nobody agreed, or not in time."),
        later("Start again, and finish in the browser that opens."),
    ),
    signing.AllowanceSpent: (
        later("The PIN was given for fewer documents or for a shorter time; what was signed is kept."),
        later("Type the PIN again for the rest."),
    ),
    signing.UnreadablePdf: (
        later("The document cannot be read as a PDF ({reason})."),
        later("Ask for a copy that is whole and has no password."),
    ),
    signing.LayersHidden: (
        later("The PDF has layers that are hidden, or that look different on paper than on the screen."),
        later("Ask for a copy without layers, or print what is seen into a new PDF."),
    ),
    signing.UnreadableKeyFile: (
        later("The key file cannot be read ({reason})."),
        later("Choose another key file."),
    ),
    signing.UnreadableRoot: (
        later("The file {file} holds no certificate to trust."),
        later("Put the authority's certificate (PEM or DER) in its place, or take the file away."),
    ),
    signing.FieldMissing: (
        later("The document has no place for this signature ({field})."),
        later("Prepare the document for signing first."),
    ),
    signing.FieldTaken: (
        later("This signature is there already ({field})."),
        later("Go on with the next step."),
    ),
    signing.FieldOffPage: (
        later("The place for this signature ({field}) is not wholly on the page."),
        later("Give a place inside the page, in millimetres from its bottom left corner."),
    ),
    signing.SignatureBroken: (
        later("A signature in the document is broken ({field})."),
        later("Do not sign it; ask for the document as it was sent."),
    ),
    signing.TokenGone: (
        later("The token does not answer; nothing was signed."),
        later("Plug the token in and sign again."),
    ),
    signing.TokenLocked: (
        later("The token is locked after too many wrong PINs."),
        later("Ask the issuer of the token to unlock it."),
    ),
    signing.CertificateNotOnToken: (
        later("This token does not hold your certificate."),
        later("Plug in your own token and try again."),
    ),
    signing.RemoteUnusable: (
        later("The signing service {url} cannot be used ({reason})."),
        later("Check its address and the credential; ask the provider if it stays so."),
    ),
    signing.RemoteUnavailable: (
        later("The signing service {url} does not answer; nothing was signed."),
        later("Check the network, then sign again."),
    ),
    signing.ModuleUnusable: (
        later("The token's driver cannot be used ({reason})."),
        later("Install the driver of the token, then try again."),
    ),
    signing.SchemeMissing: (
        later("This token cannot sign by the scheme that is demanded here ({scheme})."),
        later("Use another token, or ask the administrator to allow the older scheme."),
    ),
    signing.PortTaken: (
        later("Another program uses the port {port} of the demonstration services."),
        later("End that program, then try again."),
    ),
    signing.AuthorityDamaged: (
        later("The demonstration's keys are damaged ({reason})."),
        later("Move the folder {home} away; new keys are made at the next start."),
    ),
    signing.ClockWrong: (
        later("This computer's clock differs from the services' by {minutes} minutes; nothing was signed."),
        later("Set date and time right, then sign again."),
    ),
    signing.TimestampUnavailable: (
        later("The time stamp service does not answer."),
        later("Try again later."),
    ),
    signing.RevocationUnavailable: (
        later("It cannot be checked whether the certificate was revoked."),
        later("Try again later."),
    ),
    signing.CertificateRefused: (
        later("The certificate may not be used for signing ({reason})."),
        later("Use a certificate that is valid."),
    ),
    signing.WrongSigner: (
        later("Whoever signed may not countersign."),
        later("Ask another person with the right to countersign."),
    ),
    signing.OutOfOrder: (
        later("It is not this signature's turn."),
        later("The official signs first, then the leader; number, date and the agency's seal follow."),
    ),
    signing.OutputRefused: (
        later("The signed document did not pass the check, so it was not used ({reason})."),
        _KEPT,
    ),
    # records and portal
    storage.UnknownDossier: (later("There is no dossier {code}."), later("Check the code.")),
    storage.CodeTaken: (
        later("The portal gave the code {code} to a dossier, and another one bears it here."),
        later("Report it to whoever runs the portal."),
    ),
    storage.UnknownTicket: (
        later("There is no queue number {label}."),
        later("Check the number on the paper."),
    ),
    storage.TicketMoved: (
        later("Another counter has just taken queue number {label}."),
        later("Call the next one."),
    ),
    workflow.UnknownService: (
        later("The front desk has no service {service}."),
        later("Choose one of its letters (clerk queue list)."),
    ),
    workflow.AppointmentPast: (
        later("The time of the appointment has passed."),
        later("Choose a later time."),
    ),
    workflow.NoCodeFound: (
        later("No code was found in the picture."),
        later("Lay the paper flat in good light, fill the picture with the code, and try again."),
    ),
    workflow.NobodyCalled: (
        later("Nobody is called at counter {counter}."),
        later("Call the next one first."),
    ),
    storage.UnknownEquipment: (
        later("The register of equipment has nothing named {name}."),
        later("Check the name, or enter it first."),
    ),
    storage.EquipmentExists: (
        later("The register of equipment has {name} already."),
        later("Choose another name, such as one with its place."),
    ),
    workflow.EquipmentUnnamed: (
        later("A piece of equipment needs a name."),
        later("Enter how people at the centre call it."),
    ),
    workflow.MinutesImpossible: (
        later("Nobody is helped for {minutes} minutes."),
        later("Enter 1 to 600 minutes."),
    ),
    workflow.NoPageOfPortal: (
        later("The address of the portal's pages may not be opened: {address}"),
        later(
            "Ask the administrator to set an address that begins with https: Settings, Hall and help desk."
        ),
    ),
    storage.UnknownContent: (
        later("A stored file is missing."),
        later("Ask the administrator to restore it from the backup."),
    ),
    storage.DamagedContent: (
        later("A stored file was changed outside the program."),
        later("Ask the administrator to restore it from the backup."),
    ),
    storage.UnknownPayment: (
        later("There is no payment {number}, or it was cancelled already."),
        later("Check the number on the receipt."),
    ),
    storage.DayClosed: (
        later("The takings of this day are closed."),
        later("Enter it on a day that is open."),
    ),
    storage.StoreUnusable: (
        later("The store of files cannot be used ({reason})."),
        later("Ask the administrator to check its address and keys; nothing was lost."),
    ),
    storage.ServerGone: (
        later("The server of the records does not answer."),
        later("Check the network, then start the step again; nothing of it was kept half."),
    ),
    storage.BackupDamaged: (
        later("This backup cannot be put back ({reason})."),
        later("Use another backup; nothing was changed."),
    ),
    storage.HomeNotEmpty: (
        later("This workstation holds dossiers already."),
        later("Put the backup back into an empty folder, with --home."),
    ),
    storage.DiskFull: (
        later("The disk is full."),
        later("Make room on the disk, then start the step again; everything before is kept."),
    ),
    storage.DatabaseUnusable: (
        later("The database cannot be used ({reason})."),
        later("Ask the administrator; the backup holds everything."),
    ),
    storage.PortalUnreachable: (
        later("The portal does not answer."),
        later("The dossier waits in the outbox and goes out by itself later."),
    ),
    storage.PackageUnanswered: (
        later("This dossier is carried to the portal by hand; the answer is still to come."),
        later("Write its package (clerk portal package), upload it, and import the answer."),
    ),
    storage.AnswerRefused: (
        later("This file is no answer to a package of this workstation ({reason})."),
        later("Take the file as the portal gave it, for the package that was uploaded."),
    ),
    storage.FilingsRefused: (
        later("This file holds no online dossiers that can be read ({reason})."),
        later("Take the package as the portal gave it."),
    ),
    storage.FileTooLarge: (
        later("The portal takes files of {most_megabytes} MB at most; this one has {megabytes}: {name}."),
        later("Split or shrink the paper (clerk dossier fit), then sign it again; nothing was sent."),
    ),
    storage.FileTypeRefused: (
        later("The portal takes no files of this type: {name}."),
        later("Scan the paper, or bring it as PDF; nothing was sent."),
    ),
    storage.FileNameRefused: (
        later("The portal takes no file of this name: {name}."),
        later("Ask the administrator to check the portal's rule for names; nothing was sent."),
    ),
    storage.PortalUntrusted: (
        later("The portal cannot be trusted now ({reason}); nothing was sent."),
        later("Tell the administrator: the portal's certificate or ours has to be looked at."),
    ),
    storage.PortalNotAdmitted: (
        later("The portal does not let this workstation in."),
        later("Ask the administrator to check the account and its password at the portal."),
    ),
    storage.SecretMissing: (
        later("The secret {name} is not in this computer's keyring."),
        later("Put it there with clerk portal secret {name}."),
    ),
    storage.KeyringMissing: (
        later("This computer has no keyring, or it is locked."),
        later("Unlock it, or ask the administrator to install one; secrets are never kept in files."),
    ),
    storage.DatabaseBusy: (later("The database is busy."), later("Try again in a moment.")),
    storage.HomeInUse: (
        later("Another program uses this workstation's data."),
        later("End it, then try again."),
    ),
    storage.ChangedElsewhere: (
        later("Somebody else changed the dossier {code} in the meantime."),
        later("Open it again and repeat your change."),
    ),
    storage.NotAllowed: (
        later("Your account may not do this."),
        later("Ask somebody with the right to do it."),
    ),
    storage.PortalProtocol: (
        later("The portal gave an answer that cannot be understood."),
        later("The dossier stays in the outbox; tell the administrator."),
    ),
    # casework
    workflow.UnknownProcedure: (
        later("There is no procedure {code}."),
        later("Choose one of the centre's procedures."),
    ),
    workflow.ApplicantIncomplete: (
        later("The applicant's name or id is missing or cannot be right."),
        later("Type the full name, and the id of 12 digits (or the old one of 9)."),
    ),
    workflow.NothingScanned: (
        later("No paper of this dossier is scanned yet."),
        later("Scan the papers first."),
    ),
    workflow.ProcedureDamaged: (
        later("The procedure {code} cannot be used: {field} is missing or wrong."),
        later("Correct the entry in the catalogue and import it again."),
    ),
    workflow.CatalogueUnreadable: (
        later("The file {file} holds no catalogue of procedures ({reason})."),
        later("Choose the national export (Excel) or a catalogue in JSON."),
    ),
    workflow.MoveRefused: (
        later("This dossier does not allow this step now."),
        later("Open it again: somebody may have gone on with it."),
    ),
    workflow.NoOnlineFilings: (
        later("This connection to the portal brings no online dossiers."),
        later("Fetch them through the portal's own page, or ask the administrator for another connection."),
    ),
    workflow.NotAllSigned: (
        later("Not everything of the dossier {code} is signed yet."),
        later("Scan and sign what is missing, then send it."),
    ),
    workflow.NotSubmitted: (
        later("The portal has nothing of the dossier {code}."),
        later("Check the code; what was not sent need not be taken back."),
    ),
    workflow.ReasonMissing: (later("This step needs a reason."), later("Write why, in a sentence.")),
    workflow.AmountImpossible: (
        later("The amount is missing or cannot be right."),
        later("Type the amount of the fee in đồng."),
    ),
    workflow.NothingToReuse: (
        later("There is no signed file of the same person to take over."),
        later("Check the code, or scan the paper."),
    ),
    workflow.UnknownComponent: (
        later("The dossier has no paper {component}."),
        later("Choose one of the papers that its procedure lists."),
    ),
    workflow.UnknownPage: (
        later("The dossier has no page {page}, or no such word on it."),
        later("List its pages and choose one of them."),
    ),
    workflow.NotYourCertificate: (
        later("This certificate is not bound to your account."),
        later("Plug in your own token, or ask the administrator to bind your certificate."),
    ),
    workflow.DecisionChanged: (
        later("The decision of dossier {dossier} was changed after it was shown; it was not signed."),
        later("Look at it again, then sign."),
    ),
    workflow.UnknownRoot: (
        later("This workstation added no root with the fingerprint {fingerprint}."),
        later("clerk trust list shows them; those of the site are removed in its folder."),
    ),
    workflow.UnknownReport: (
        later("The name {file} does not say what kind of report is wanted."),
        later("Let it end in .pdf (for people) or in .xml (for machines)."),
    ),
    workflow.NotCarriedByHand: (
        later("This portal is reached over the line, not by packages."),
        later("Send the dossier with clerk submit, or set portal.kind to package."),
    ),
    workflow.NothingPackaged: (
        later("Nothing of the dossier {code} waits to be carried to the portal."),
        later("Sign its papers first, or look whether it was answered already."),
    ),
    workflow.UnknownProfile: (
        later("There is no scan profile {name}."),
        later("Choose one that the settings name, such as {nearest}."),
    ),
    workflow.UnknownForm: (
        later("The form {form} cannot be filled for this dossier."),
        later("Choose a form for a step that was taken."),
    ),
    workflow.WrongPassword: (
        later("Name or password is wrong."),
        later("Type both again; after several wrong tries the account waits."),
    ),
    workflow.PasswordWeak: (
        later("This password is too short or was used before."),
        later("Choose one of at least {least} characters."),
    ),
    workflow.AccountExists: (
        later("There is already an account {name}."),
        later("Choose another name."),
    ),
    workflow.UnknownAccount: (later("There is no account {name}."), later("Check the name.")),
    workflow.SettingImpossible: (
        later("The setting {name} cannot be so."),
        later("Addresses begin with http:// or https://; hours are as 07:30 and follow each other."),
    ),
    workflow.NoLocalNetwork: (
        later("This computer is in no local network, so no phone can reach it."),
        later("Connect it to the centre's network, or take the paper away on a USB stick."),
    ),
    workflow.AlreadyOpen: (
        later("Clerk is open already and does not answer."),
        later("Wait until it has done its work, or end it and start again."),
    ),
    workflow.SignInNeeded: (
        later("This workstation has personal accounts."),
        later("Say who you are with --user, and type the password."),
    ),
    workflow.ProfileLocked: (
        later("The scan profile {name} is set for the whole centre and cannot be changed here."),
        later(
            "Use it as it is, choose another profile, or ask the administrator of the centre to change it."
        ),
    ),
    workflow.RightMissing: (
        later("Your account may not do this."),
        later("Ask somebody with the right to do it."),
    ),
    workflow.AccountDisabled: (
        later("This account is closed."),
        later("Ask the administrator."),
    ),
    workflow.PasswordExpired: (
        later("The first password has to be changed."),
        later("Choose a password of your own first."),
    ),
    workflow.LastAdministrator: (
        later("This is the only administrator."),
        later("Make another account administrator first."),
    ),
    workflow.AccountLocked: (
        later("Too many wrong passwords."),
        later("Wait until {until}, then try again."),
    ),
    # the workstation
    ServerFailed: (
        later("The embedded {name} did not start ({reason})."),
        later("Start Clerk again; if it stays so, tell the administrator."),
    ),
    UnknownSetting: (later("There is no setting {name}."), later("Nearest known name: {nearest}.")),
    FileNotFoundError: (later("There is no file {filename}."), later("Check the name.")),
    IsADirectoryError: (later("{filename} is a folder."), later("Check the name.")),
    NotADirectoryError: (later("{filename} is no folder."), later("Check the name.")),
    PermissionError: (
        later("The folder of the workstation's data may not be written."),
        later("Ask the administrator to give this account access."),
    ),
    OSError: (later("The disk or a device gave an error ({strerror})."), _KEPT),
    KeyboardInterrupt: (later("Stopped."), _KEPT),
    scanning.ScanCancelled: (later("Stopped."), later("The pages before are kept.")),
}

_TRIES_LEFT = later("The PIN is wrong. Tries left: {tries_left}.")
_LAST_TRY = later("The PIN is wrong. One try is left: after another wrong PIN the token is locked.")
_REFUSALS = {
    TrustStatus.REVOKED: later("The certificate was revoked; it may not be used for signing."),
    TrustStatus.EXPIRED: later("The certificate has expired; it may not be used for signing."),
    TrustStatus.UNKNOWN_ISSUER: later(
        "The certificate comes from an authority that this workstation does not trust."
    ),
    TrustStatus.WRONG_USAGE: later("The certificate is not meant for signing documents."),
    TrustStatus.WEAK_ALGORITHM: later("The certificate's algorithm is too weak."),
}

_DISTRUST = {
    "expired": later("The portal's certificate has expired or is not valid yet; nothing was sent."),
    "name": later("The portal's certificate bears another name; nothing was sent."),
    "issuer": later(
        "The portal's certificate comes from an authority that is not trusted; nothing was sent."
    ),
    "client": later(
        "The portal misses this workstation's certificate, or does not take it; nothing was sent."
    ),
    "protocol": later("The portal offers only an encryption that is too old; nothing was sent."),
}

_BUG = (
    later("Something went wrong inside Clerk."),
    later("Everything done before is kept. Tell the administrator; the log says more."),
)


def message_for(error: BaseException, translate: Translate) -> Message:
    """Return the sentences for an error: those of its nearest class that has some, else of a bug."""
    happened, next_step = next((_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES), _BUG)
    if getattr(error, "tries_left", None) is not None:
        happened = _LAST_TRY if error.tries_left == 1 else _TRIES_LEFT  # type: ignore[attr-defined]
    elif isinstance(error, signing.CertificateRefused):
        happened = _REFUSALS.get(error.reason, happened)
    elif isinstance(error, storage.PortalUntrusted):
        happened = _DISTRUST.get(error.reason, happened)
    elif getattr(error, "errno", None) == errno.ENOSPC:
        happened, next_step = _SENTENCES[storage.DiskFull]
    facts = _facts(error, translate)
    return Message(translate(happened).format_map(facts), translate(next_step).format_map(facts))


def message_of(name: str, translate: Translate, *, reason: str = "") -> Message:
    """Return the sentences for an error of the records of which only class name and reason were kept."""
    kind = getattr(storage, name, None)
    happened, next_step = _SENTENCES.get(kind, _BUG) if isinstance(kind, type) else _BUG
    if kind is storage.PortalUntrusted:
        happened = _DISTRUST.get(reason, happened)
    facts = _Facts(reason=reason)
    return Message(translate(happened).format_map(facts), translate(next_step).format_map(facts))


def has_own_message(kind: type[BaseException]) -> bool:
    """Return whether a class has sentences of its own."""
    return kind in _SENTENCES


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def _facts(error: BaseException, translate: Translate) -> _Facts:
    facts = _Facts(vars(error))
    if "reason" in facts:
        facts["reason"] = reason_words(facts["reason"], translate)
    facts["filename"] = getattr(error, "filename", None) or "?"
    facts["strerror"] = getattr(error, "strerror", None) or type(error).__name__
    return facts
