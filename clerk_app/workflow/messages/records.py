"""What is said when records, the hall or the portal fail."""

import storage.errors as storage
from clerk_app.i18n import later
from clerk_app.workflow import errors as workflow
from clerk_app.workflow.messages.sentences import Sentences

RECORDS: Sentences = {
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
    workflow.AppointmentClosed: (
        later("The centre is closed at the time of the appointment."),
        later("Choose a working day and an hour at which the centre is open."),
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
    storage.NumberTaken: (
        later("Number {number} was given already; the next one is {wanted}."),
        later("Number the decision again: it gets the next one."),
    ),
    storage.NumberSkipped: (
        later("Number {number} would leave numbers out: the next one is {wanted}."),
        later("Enter the numbers before it as given elsewhere, or take the next one."),
    ),
    workflow.ElsewhereUnnamed: (
        later("Numbers given elsewhere need a word on what for."),
        later("Enter what they were given for, such as the book they stand in."),
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
}
