"""Photograph the flow in the window: ``python -m tests.gui.photograph OUT_DIR [LANGUAGE [PERCENT] | sheet]``.

PERCENT is the size of the text; a scaled screen is had with ``QT_SCALE_FACTOR``.
With ``sheet``, every screen in three languages, light and dark, at two sizes, into contact sheets; what
hangs in the hall is always light.

Runs the real program against the simulated scanner, token and portal. Under a virtual screen:
``xvfb-run -s "-screen 0 1920x1080x24" python -m tests.gui.photograph /tmp/pictures``.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QApplication, QWidget

from clerk_app.gui.application import window
from clerk_app.gui.hall.application import display, hall_workplace, kiosk
from clerk_app.gui.hall.voice import Silence
from clerk_app.gui.screens.helpdesk.screen import HelpDeskScreen
from clerk_app.gui.widgets.sign_in_dialog import SignInDialog
from clerk_app.gui.workplace import Workplace
from clerk_app.settings import FrontdeskSettings, Settings, Theme, WindowSettings
from clerk_app.workflow.decide import sign_decision
from signing.model import Role
from tests.desks import accepted, desk_in, pin
from tests.gui import photograph_hall, photograph_helpdesk
from tests.gui.clerk_at_work import ClerkAtWork

_SIZES = (QSize(1366, 768), QSize(1920, 1080))
_THUMBNAIL, _GAP, _ROWS = 640, 8, 6
Take = Callable[[str, QWidget], object]


def photograph(out: Path, language: str, percent: int = 100) -> None:
    """Take every picture of the flow."""
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    settings = Settings(language=language, window=WindowSettings(text_percent=percent))
    with TemporaryDirectory() as home, window(replace(settings, home=home), application) as shown:
        screen = shown.screen()
        assert screen is not None
        shown.resize(shown.size().boundedTo(screen.size()))
        shown.show()
        _flow(ClerkAtWork(shown), lambda name, what: what.grab().save(str(out / f"{name}-{language}.png")))
        shown.close()


def contact_sheets(out: Path) -> None:
    """Take every screen in every dress, a row for each, a few rows to a sheet."""
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    rows: list[list[QImage]] = []
    with TemporaryDirectory() as home, window(Settings(home=home, language="vi"), application) as shown:
        shown.show()
        clerk = ClerkAtWork(shown)
        _flow(clerk, lambda _name, what: rows.append(_dressed(shown.place, shown, what)))
        shown.close()
    rows += _hall(application)
    for number, first in enumerate(range(0, len(rows), _ROWS), 1):
        _sheet(rows[first : first + _ROWS]).save(str(out / f"sheet-{number}.png"))


def _dressed(
    place: Workplace, window: QWidget, what: QWidget, themes: tuple[Theme, ...] = (Theme.LIGHT, Theme.DARK)
) -> list[QImage]:
    """Return pictures of something in a window, in every size, theme and language."""
    taken = []
    for size, theme, language in product(_SIZES, themes, ("en", "fr", "vi")):
        window.resize(size)
        place.look.choose_theme(theme)
        place.language.choose(language)
        photograph_hall.rest()
        smooth = Qt.TransformationMode.SmoothTransformation
        taken.append(what.grab().toImage().scaledToWidth(_THUMBNAIL, smooth))
    window.resize(_SIZES[0])
    place.look.choose_theme(Theme.LIGHT)
    photograph_hall.rest()
    return taken


def _hall(application: QApplication) -> list[list[QImage]]:
    """Return pictures of the call display, and of every page of the kiosk."""
    rows, light = list[list[QImage]](), (Theme.LIGHT,)
    with TemporaryDirectory() as home:
        with desk_in(Path(home)) as (desk, _embedded):
            photograph_hall.fill(desk)
            accepted(desk)
        settings = Settings(home=home, frontdesk=FrontdeskSettings(notices=photograph_hall.NOTICES))
        with hall_workplace(settings, application) as place:
            with display(place, Silence()) as screen:
                place.language.changed.connect(screen.speak)
                place.language.changed.connect(screen.presenter.refresh)
                screen.show()
                rows.append(_dressed(place, screen, screen, light))
            with kiosk(place, application) as touched:
                touched.show()
                for _name, step in photograph_hall.pages(touched):
                    step()
                    photograph_hall.rest()
                    rows.append(_dressed(place, touched, touched, light))
    return rows


def _sheet(rows: list[list[QImage]]) -> QImage:
    heights = [max(image.height() for image in row) + _GAP for row in rows]
    sheet = QImage(max(map(len, rows)) * (_THUMBNAIL + _GAP), sum(heights), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.gray)
    painter, top = QPainter(sheet), 0
    for row, height in zip(rows, heights, strict=True):
        for column, image in enumerate(row):
            painter.drawImage(column * (_THUMBNAIL + _GAP), top, image)
        top += height
    painter.end()
    return sheet


def _flow(clerk: ClerkAtWork, take: Take) -> None:
    clerk.wait_for_lights()
    clerk.pause()
    take("1-empty", clerk.window)
    clerk.fill_intake()
    clerk.pause()
    take("2-intake", clerk.window)
    clerk.accept()
    clerk.wait_for_paper()
    take("3-receipt", clerk.window)
    clerk.press_primary()
    clerk.scan_component()
    clerk.wait_for_pictures()
    take("4-scanning", clerk.window)
    clerk.press_primary()
    clerk.scan_component()
    clerk.wait_for_pictures()
    take("5-scanned", clerk.window)
    clerk.press_primary()
    clerk.wait_for_review()
    take("5-review", clerk.window)
    clerk.press_primary()
    clerk.wait_for_step("sign")
    copy = clerk.wait_for_place()
    take("6-place", clerk.window)
    clerk.drag(copy, "copy", -200, 140)
    clerk.pause()
    take("6-place-moved", clerk.window)
    clerk.press_primary()
    take("6-pin", clerk.wait_for_pin())
    clerk.type_pin()
    clerk.wait_for_paper()
    take("7-sent", clerk.window)
    clerk.press_primary()
    clerk.wait_for_step("decision")
    clerk.draft()
    clerk.pause()
    take("7-place", clerk.window)
    clerk.drag(clerk.wait_for_place(), "leader", -150, 40)
    clerk.pause()
    take("7-place-moved", clerk.window)
    clerk.drag(clerk.wait_for_place(), "leader", 150, -40)
    for _signature in range(3):
        clerk.press_primary()
        clerk.type_pin()
        clerk.wait_for_rest()
    clerk.wait_for_paper()
    take("8-decision", clerk.window)
    clerk.press_primary()
    clerk.wait_for_list()
    take("9-list", clerk.window)
    clerk.look_at_whole()
    take("9-dossier", clerk.window)
    clerk.press("railReports")
    clerk.pause()
    take("9-reports", clerk.window)
    clerk.press("railSettings")
    clerk.wait_for_settings()
    take("9-settings", clerk.window)
    clerk.check(clerk.decision())
    take("10-verify", clerk.window)
    _places(clerk, take)


def _places(clerk: ClerkAtWork, take: Take) -> None:
    """Take the places that are about no dossier at hand."""
    clerk.fill_intake()
    code = clerk.accept()
    sign_decision(clerk.desk, code, Role.OFFICIAL, pin())
    photograph_hall.fill(clerk.desk)
    photograph_helpdesk.fill(clerk.desk)
    for name in ("today", "inbox", "queue", "outbox", "help", "counter", "helpdesk"):
        clerk.window.go_to(name)
        clerk.pause()
        clerk.pause()
        take(f"11-{name}", clerk.window)
    _help_desk(clerk, take)
    clerk.window.search("khai sinh")
    clerk.pause()
    clerk.pause()
    take("11-search", clerk.window)
    palette = clerk.window.open_palette()
    palette.field.setText("ho so")
    clerk.pause()
    take("11-palette", palette)
    palette.reject()
    place = clerk.window.place
    sign_in = SignInDialog(clerk.desk, place.language, place.look)
    sign_in.show()
    clerk.pause()
    take("11-sign-in", sign_in)
    sign_in.close()


def _help_desk(clerk: ClerkAtWork, take: Take) -> None:
    screen = clerk.window.screen_of("helpdesk")
    assert isinstance(screen, HelpDeskScreen)
    for number, name in enumerate(("guide", "given", "duty", "equipment")):
        screen.turn_to(number)
        clerk.pause()
        take(f"12-helpdesk-{name}", clerk.window)


if __name__ == "__main__":
    if sys.argv[2:] == ["sheet"]:
        contact_sheets(Path(sys.argv[1]))
    else:
        photograph(
            Path(sys.argv[1]),
            sys.argv[2] if len(sys.argv) > 2 else "vi",
            int(sys.argv[3]) if len(sys.argv) > 3 else 100,
        )
