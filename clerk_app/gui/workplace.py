"""What every screen is given."""

from dataclasses import dataclass

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.runner import Runner
from clerk_app.workflow.desk import Desk
from scanning.device.simulated.feeder import Feeder


@dataclass(frozen=True, slots=True)
class Workplace:
    """The services of one window.

    Attributes:
        desk: the workstation.
        feeder: the simulated scanner's; None where a real one is set.
        runner: for everything that takes time.
        language: for everything that is said.
        look: for everything that is painted.
    """

    desk: Desk
    feeder: Feeder | None
    runner: Runner
    language: Language
    look: Look
