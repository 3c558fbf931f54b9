"""The three lights: whether scanner, token and portal answer; and the outbox, delivered beside the work."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from clerk_app.gui.model import NextStep, Notice, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Receive, Submit, ignore
from clerk_app.i18n import Translate, later
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.signers import signer_of, signing_here
from clerk_app.workflow.submit import deliver, dossiers_waiting
from storage.errors import PortalUnreachable
from storage.outbox import OutboxEntry, OutboxKind, OutboxState


class Device(StrEnum):
    """What a light speaks of."""

    SCANNER = "scanner"
    TOKEN = "token"  # noqa: S105 - a device
    PORTAL = "portal"


NAMES = {
    Device.SCANNER: later("Scanner"),
    Device.TOKEN: later("Token"),
    Device.PORTAL: later("Portal"),
}
SIMULATED = {
    Device.SCANNER: later("The scanner is simulated: pages are practice pages"),
    Device.TOKEN: later("The tokens are simulated: what is signed has no legal effect"),
    Device.PORTAL: later("The portal is simulated: nothing reaches the real one"),
}
"""What is said of a device that the demonstration stands in for."""
_LANES = {
    Device.SCANNER: Lane.SCANNER,
    Device.TOKEN: Lane.TOKEN,
    Device.PORTAL: Lane.PORTAL,
}


def simulated(settings: Settings) -> tuple[Device, ...]:
    """Return what the demonstration stands in for."""
    stands_in = {
        Device.SCANNER: settings.scanner.is_simulated,
        Device.TOKEN: settings.signing.is_simulated,
        Device.PORTAL: settings.portal.is_simulated,
    }
    return tuple(device for device in Device if stands_in[device])


@dataclass(frozen=True, slots=True)
class Light:
    """What is known of a device; `error` is why it does not answer."""

    tone: Tone
    state: str
    fact: str = ""
    error: BaseException | None = None


STARTING = Light(Tone.CALM, later("starting"))


class DevicesView(Protocol):
    """What the presenter asks of the window."""

    def show_lights(self, lights: dict[Device, Words]) -> None:
        """Show every light with its words."""

    def show_waiting(self, count: int) -> None:
        """Show how many dossiers wait in the outbox."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""

    def portal_answered(self, accepted: int, refused: int) -> None:
        """The portal accepted and refused so many dossiers."""

    def outbox_changed(self) -> None:
        """Something was delivered: lists may be old."""


class DevicesPresenter:
    """Looks at every device on its own lane, so that nobody waits for it."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: DevicesView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._lights = dict.fromkeys(Device, STARTING)

    def begin(self) -> None:
        """Look at every device; embedded ones start with it."""
        for device in Device:
            self.look(device)
        self.count()

    def all_known(self) -> bool:
        """Whether every device was looked at."""
        return STARTING not in self._lights.values()

    def look(self, device: Device) -> None:
        """Look whether a device answers."""
        self._put(device, STARTING)
        self._submit(
            _LANES[device],
            lambda _report: self._fact(device),
            owner=self._view,
            on_done=lambda fact: self._put(device, Light(Tone.GOOD, later("ready"), fact)),
            on_error=lambda error: self._put(
                device, Light(Tone.WRONG, later("does not answer"), error=error)
            ),
        )

    def explain(self, device: Device) -> None:
        """Say why a device does not answer and what to do, or what answers."""
        light = self._lights[device]
        again = NextStep(lambda: self.translate("Look again"), lambda: self.look(device))
        if light.error is not None:
            self._view.show_notice(failed(light.error, self.translate, again))
        else:
            self._view.show_notice(Notice(lambda: self._explained(device, light), again))

    def count(self) -> None:
        """Count what waits."""
        self._submit(
            Lane.DOCUMENT,
            lambda _report: dossiers_waiting(self._desk),
            owner=self._view,
            on_done=self._view.show_waiting,
            on_error=ignore,
        )

    def deliver(self, *, force: bool = False) -> None:
        """Deliver what waits; `force` when a person asks for it now."""
        self._submit(
            Lane.PORTAL,
            lambda report: self._delivered(report, force=force),
            owner=self._view,
            on_done=self._take_delivered,
            on_error=self._take_refusal,
        )

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._view.show_lights({device: self._words(device) for device in Device})

    def _fact(self, device: Device) -> str:
        """Return what a device says of itself, on its lane."""
        if device is Device.SCANNER:
            facts = self._desk.scanner().facts
            return f"{facts.vendor} {facts.model}".strip()
        if device is Device.TOKEN:
            signer = signer_of(self._desk, signing_here(self._desk)[0])
            signer.keys.certificates()
            return signer.name
        state = self._desk.portal().check()
        if not state.reachable:
            raise PortalUnreachable(state.url)
        return state.detail

    def _delivered(self, report: Receive, *, force: bool) -> tuple[tuple[OutboxEntry, ...], int]:
        """Return the entries that were tried, and how many dossiers wait afterwards."""
        there = dossiers_waiting(self._desk)
        tried = deliver(self._desk, report=report, force=force) if there else ()
        return tried, dossiers_waiting(self._desk)

    def _take_delivered(self, found: tuple[tuple[OutboxEntry, ...], int]) -> None:
        tried, waiting = found
        self._view.show_waiting(waiting)
        if tried:
            self._view.outbox_changed()
            told = [each.state for each in tried if each.kind is OutboxKind.SUBMISSION]
            accepted, refused = OutboxState.ACCEPTED, OutboxState.REFUSED
            self._view.portal_answered(told.count(accepted), told.count(refused))

    def _take_refusal(self, error: BaseException) -> None:
        self._put(Device.PORTAL, Light(Tone.WRONG, later("does not answer"), error=error))

    def _put(self, device: Device, light: Light) -> None:
        self._lights[device] = light
        self.speak()

    def _explained(self, device: Device, light: Light) -> Words:
        return Words(f"{self._said(device, light).text}. {light.fact}", light.tone)

    def _words(self, device: Device) -> Words:
        return self._said(device, self._lights[device])

    def _said(self, device: Device, light: Light) -> Words:
        said = self.translate("{device}: {state}")
        facts = {"device": self.translate(NAMES[device]), "state": self.translate(light.state)}
        return Words(said.format(**facts), light.tone)
