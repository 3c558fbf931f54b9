"""What is said when signing, stamping or checking fails."""

import signing.errors as signing
from clerk_app.i18n import later
from clerk_app.workflow.messages.sentences import KEPT, Sentences

SIGNATURES: Sentences = {
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
        KEPT,
    ),
}
