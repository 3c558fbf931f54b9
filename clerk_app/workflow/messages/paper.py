"""What is said when scanning or reading fails."""

import scanning.errors as scanning
from clerk_app.i18n import later
from clerk_app.workflow.messages.sentences import Sentences

PAPER: Sentences = {
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
}
