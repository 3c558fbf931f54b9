"""Nothing is cut off or scrolled sideways in any place or step, in each language, at two sizes of text."""

import gc
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QApplication

from clerk_app.gui.application import window
from clerk_app.gui.places import DOSSIER, INTAKE, PLACES
from clerk_app.gui.screens.case.presenter import DECISION, REVIEW, SCAN, SIGN
from clerk_app.gui.screens.helpdesk.screen import HelpDeskScreen
from clerk_app.gui.screens.search.screen import SearchScreen
from clerk_app.i18n import LANGUAGES
from clerk_app.settings import Settings
from clerk_app.workflow.decide import sign_decision
from signing.model import Role
from storage.model import Dossier
from tests.desks import accepted, desk_in, pin, scanned
from tests.gui import photograph_helpdesk
from tests.gui.clerk_at_work import ClerkAtWork
from tests.gui.cut_off import cut_off

SMALLEST = QSize(1366, 768)
ENLARGED = QSize(1092, 614)
"""The same screen where the system draws everything a quarter larger."""
EVERY = [place.name for place in PLACES] + [INTAKE]
STEPS = {"scan": SCAN, "review": REVIEW, "sign": SIGN, "decision": DECISION}
Seen = dict[str, list[str]]


@pytest.fixture(scope="module")
def clerk(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[ClerkAtWork, Dossier]]:
    """A window over a dossier whose paper is scanned, decisions that wait, and a filled help desk."""
    folder = tmp_path_factory.mktemp("fits")
    with desk_in(folder / "home") as (desk, embedded):
        dossier = scanned(desk, embedded, folder / "papers")
        sign_decision(desk, accepted(desk, "decided").code, Role.OFFICIAL, pin())
        countersigned = accepted(desk, "countersigned").code
        for role in (Role.OFFICIAL, Role.LEADER):
            sign_decision(desk, countersigned, role, pin())
        photograph_helpdesk.fill(desk)
    with window(Settings(home=str(folder / "home"), language="vi"), qapp) as shown:
        shown.show()
        shown.resize(SMALLEST)
        at_work = ClerkAtWork(shown)
        at_work.wait_for_lights()
        yield at_work, dossier
        shown.place.look.choose_size(100)
        shown.close()
    gc.collect()


def rest(clerk: ClerkAtWork) -> None:
    clerk.wait_for("rest", lambda: clerk.window.place.runner.is_idle)
    QApplication.processEvents()


def found(clerk: ClerkAtWork, go: Callable[[], object], languages: tuple[str, ...], size: QSize) -> list[str]:
    """Return what is cut off in some languages once something is shown."""
    go()
    rest(clerk)
    said, shown = [], clerk.window
    for language in languages:
        shown.place.language.choose(language)
        rest(clerk)
        said += [f"{language}: {each}" for each in cut_off(shown)]
        if shown.size() != size:
            said.append(f"{language}: the window became {shown.width()} x {shown.height()}")
            shown.resize(size)
    return said


def told(said: Seen) -> str:
    return "\n".join(f"{name}: {each}" for name, found in said.items() for each in found)


@pytest.mark.parametrize(
    ("percent", "languages", "size"),
    [
        (100, ("vi", "fr"), SMALLEST),
        (130, ("fr",), SMALLEST),
        pytest.param(130, LANGUAGES, SMALLEST, marks=pytest.mark.soak),
        pytest.param(100, LANGUAGES, ENLARGED, marks=pytest.mark.soak),
    ],
    ids=["our-own-size", "very-large", "very-large-in-all", "enlarged-screen"],
)
def test_nothing_is_cut_off_or_scrolled_sideways_in_any_place_or_step(
    clerk: tuple[ClerkAtWork, Dossier], percent: int, languages: tuple[str, ...], size: QSize
) -> None:
    at_work, dossier = clerk
    shown, said = at_work.window, Seen()
    shown.place.look.choose_size(percent)
    shown.resize(size)
    for name in EVERY:
        code = dossier.code if name == DOSSIER else None
        said[name] = found(at_work, partial(shown.go_to, name, code), languages, size)
    for page in range(4):
        shown.go_to("helpdesk")
        turn = partial(at_work.find(HelpDeskScreen, "helpdesk").turn_to, page)
        said[f"helpdesk {page}"] = found(at_work, turn, languages, size)
    shown.go_to("search")
    ask = partial(at_work.find(SearchScreen, "search").ask, "khai sinh")
    said["search found"] = found(at_work, ask, languages, size)
    shown.go_to("queue")
    said["records"] = found(at_work, partial(at_work.press, "otherHand"), languages, size)
    at_work.press("otherHand")
    shown.open_dossier(dossier.code)
    at_work.wait_for("the dossier", lambda: at_work.case.current is not None)
    for name, step in STEPS.items():
        said[name] = found(at_work, partial(at_work.case.show_step, dossier, step, DECISION), languages, size)
    assert not any(said.values()), told(said)
