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
from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.runner import Runner
from clerk_app.gui.screens.first_start.dialog import FirstStartDialog
from clerk_app.gui.screens.first_start.presenter import Page
from clerk_app.gui.workplace import Workplace
from clerk_app.settings import FrontdeskSettings, Settings, Theme, WindowSettings
from tests.desks import accepted, desk_in
from tests.fakes.surroundings import Around
from tests.gui import photograph_hall
from tests.gui.clerk_at_work import ClerkAtWork
from tests.gui.photograph_flow import Flow

_SIZES = (QSize(1366, 768), QSize(1920, 1080))
_THUMBNAIL, _GAP, _ROWS = 640, 8, 6
_LANGUAGES, _BOTH = ("en", "fr", "vi"), (Theme.LIGHT, Theme.DARK)


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

        def take(name: str, shows: Callable[[], QWidget]) -> None:
            _picture(shown, shows).save(str(out / f"{name}-{language}.png"))

        Flow(ClerkAtWork(shown), take).walk()
        shown.close()


def contact_sheets(out: Path) -> None:
    """Take every screen in every dress, a row for each, a few rows to a sheet."""
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    rows: list[list[QImage]] = []
    with TemporaryDirectory() as home, window(Settings(home=home, language="vi"), application) as shown:
        shown.show()
        take = lambda _name, shows: rows.append(_dressed(shown.place, shown, shows))  # noqa: E731
        Flow(ClerkAtWork(shown), take).walk()
        shown.close()
    rows += _first_start(application)
    rows += _hall(application)
    for number, first in enumerate(range(0, len(rows), _ROWS), 1):
        _sheet(rows[first : first + _ROWS]).save(str(out / f"sheet-{number}.png"))


def _picture(window: QWidget, shows: Callable[[], QWidget]) -> QImage:
    """Return a picture of what is shown, and close it where it is a dialog."""
    what = shows()
    photograph_hall.rest()
    taken = what.grab().toImage()
    if what is not window:
        what.close()
        photograph_hall.rest()
    return taken


def _dressed(
    place: Workplace, window: QWidget, shows: Callable[[], QWidget], themes: tuple[Theme, ...] = _BOTH
) -> list[QImage]:
    """Return pictures of something in a window, in every size, theme and language."""
    taken = []
    for size, theme, language in product(_SIZES, themes, _LANGUAGES):
        window.resize(size)
        QApplication.processEvents()
        window.resize(size)  # what writes by its size cannot shrink before its words did
        place.look.choose_theme(theme)
        place.language.choose(language)
        taken.append(_small(_picture(window, shows)))
    window.resize(_SIZES[0])
    place.look.choose_theme(Theme.LIGHT)
    photograph_hall.rest()
    return taken


def _small(picture: QImage) -> QImage:
    """Return a thumbnail; a dialog that is smaller stays as it is."""
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture if picture.width() <= _THUMBNAIL else picture.scaledToWidth(_THUMBNAIL, smooth)


def _first_start(application: QApplication) -> list[list[QImage]]:
    """Return pictures of every page of the first start; its size is its own."""
    rows: list[list[QImage]] = [[] for _page in Page]
    runner = Runner()
    for _size, theme, language in product(_SIZES, _BOTH, _LANGUAGES):
        with TemporaryDirectory() as home:
            settings, look = Settings(home=home, language=language), Look(application, theme)
            dialog = FirstStartDialog(settings, Around(), runner.submit, Language(language), look)
            dialog.show()
            for page in Page:
                photograph_hall.rest()
                rows[page].append(_small(dialog.grab().toImage()))
                if page is Page.CHOICE:
                    dialog.presenter.set_up()
                elif page is not Page.ACCOUNT:
                    dialog.presenter.leave_for_later()
            dialog.close()
    runner.close()
    return rows


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
                rows.append(_dressed(place, screen, lambda: screen, light))
            with kiosk(place, application) as touched:
                touched.show()
                for _name, step in photograph_hall.pages(touched):
                    step()
                    photograph_hall.rest()
                    rows.append(_dressed(place, touched, lambda: touched, light))
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


if __name__ == "__main__":
    if sys.argv[2:] == ["sheet"]:
        contact_sheets(Path(sys.argv[1]))
    else:
        photograph(
            Path(sys.argv[1]),
            sys.argv[2] if len(sys.argv) > 2 else "vi",
            int(sys.argv[3]) if len(sys.argv) > 3 else 100,
        )
