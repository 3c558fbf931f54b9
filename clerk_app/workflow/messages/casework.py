"""What is said when a step of a dossier, an account or a form is refused."""

from clerk_app.i18n import later
from clerk_app.workflow import errors as workflow
from clerk_app.workflow.messages.sentences import Sentences

CASEWORK: Sentences = {
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
    workflow.SignsElsewhere: (
        later("This workstation has no certificate for this signature."),
        later("Sign where the token is, or choose the certificate and the leader's name in Settings, Token."),
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
}
