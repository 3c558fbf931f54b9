"""Asks how a kind of paper is scanned: one of the profiles changed, or a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from clerk_app.gui.model import Words
from clerk_app.gui.screens.scan.view import Choice
from clerk_app.gui.screens.settings.profiles import changes_of, name_for
from clerk_app.gui.widgets.labels import show_words
from clerk_app.gui.widgets.question import Question
from clerk_app.i18n import Translate, later
from clerk_app.profiles import Begin, ScanProfile, profile_title
from clerk_app.settings_file import Value
from scanning.model import Colour, PaperSize, Source

_LONGEST = 60
_NEW = ""
_SOURCES = {
    Source.FEEDER: later("Feeder"),
    Source.FEEDER_DUPLEX: later("Feeder, both sides"),
    Source.GLASS: later("Glass"),
}
_COLOURS = {
    Colour.COLOUR: later("Colour"),
    Colour.GREY: later("Grey"),
    Colour.BILEVEL: later("Black and white"),
}
_SIZES = {
    PaperSize.AUTOMATIC: later("Automatic"),
    PaperSize.A3: "A3",
    PaperSize.A4: "A4",
    PaperSize.A5: "A5",
    PaperSize.CARD: later("Card"),
}
_RESOLUTIONS = (0, 200, 300, 400, 600)
_SWITCHES = {
    "turn_stack": later("Both sides, by turning the stack"),
    "as_scanned": later("Keep pages as they were scanned"),
    "drop_blank": later("Leave blank pages out"),
}


class ProfilesDialog(Question):
    """`answered` carries the values by their paths.

    Args:
        profiles: by their names, as they are now.
        starts: what can start the scanner.
    """

    answered = pyqtSignal(object)

    def __init__(
        self,
        profiles: Mapping[str, ScanProfile],
        starts: Sequence[Choice],
        translate: Translate,
        parent: QWidget,
    ) -> None:
        super().__init__("profiles", translate("Scan profiles"), translate, parent)
        self._profiles = profiles
        self.which, self.title = QComboBox(), QLineEdit()
        self.source, self.dpi, self.colour = QComboBox(), QComboBox(), QComboBox()
        self.size_of_paper, self.start = QComboBox(), QComboBox()
        self.switches = {name: QCheckBox(translate(words)) for name, words in _SWITCHES.items()}
        self._fill(starts)
        self._arrange()
        self._connect()
        self._show()

    def values(self) -> dict[str, Value]:
        """Return what is set otherwise than it was, by path."""
        before = self._before
        name = self._name or name_for(self.title.text(), self._profiles)
        return changes_of(name, before, self._wanted(before or ScanProfile()))

    @property
    def _name(self) -> str:
        return str(self.which.currentData())

    @property
    def _before(self) -> ScanProfile | None:
        return self._profiles.get(self._name)

    def _wanted(self, profile: ScanProfile) -> ScanProfile:
        source = Source(self.source.currentData())
        switches: dict[str, Any] = {name: box.isChecked() for name, box in self.switches.items()}
        switches["turn_stack"] &= source is Source.FEEDER
        return replace(
            profile,
            title=self.title.text().strip(),
            source=source,
            dpi=int(self.dpi.currentData()),
            colour=Colour(self.colour.currentData()),
            size=PaperSize(self.size_of_paper.currentData()),
            start=Begin(self.start.currentData()),
            **switches,
        )

    def _show(self) -> None:
        profile = self._before or ScanProfile()
        self.title.setText(profile.title)
        self.title.setPlaceholderText(profile_title(self._name, profile, self.translate))
        if self.dpi.findData(profile.dpi) < 0:
            self.dpi.addItem(f"{profile.dpi} dpi", profile.dpi)
        for box, value in (
            (self.source, profile.source.value),
            (self.dpi, profile.dpi),
            (self.colour, profile.colour.value),
            (self.size_of_paper, profile.size.value),
            (self.start, profile.start.value),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        for name, switch in self.switches.items():
            switch.setChecked(getattr(profile, name))
        locked = self.translate("The centre's own file locks this profile.") if profile.locked else ""
        show_words(self.told, Words(locked))
        for widget in self._asked:
            widget.setEnabled(not profile.locked)
        self._look()

    def _look(self) -> None:
        before, is_feeder = self._before, self.source.currentData() == Source.FEEDER.value
        is_locked = before is not None and before.locked
        self.switches["turn_stack"].setEnabled(is_feeder and not is_locked)
        is_named = before is not None or bool(self.title.text().strip())
        self.keep.setEnabled(is_named and not is_locked and bool(self.values()))

    @property
    def _asked(self) -> tuple[QWidget, ...]:
        boxes = (self.source, self.dpi, self.colour, self.size_of_paper, self.start)
        return (self.title, *boxes, *self.switches.values())

    def _fill(self, starts: Sequence[Choice]) -> None:
        translate = self.translate
        for name, profile in self._profiles.items():
            self.which.addItem(profile_title(name, profile, translate), name)
        self.which.addItem(translate("A new profile"), _NEW)
        for box, words in ((self.source, _SOURCES), (self.colour, _COLOURS), (self.size_of_paper, _SIZES)):
            for value, said in words.items():
                box.addItem(translate(said), value.value)
        for dpi in _RESOLUTIONS:
            self.dpi.addItem(f"{dpi} dpi" if dpi else translate("As the scanner is set"), dpi)
        for each in starts:
            self.start.addItem(each.text, each.name)
        self.title.setMaxLength(_LONGEST)

    def _arrange(self) -> None:
        translate = self.translate
        form = self.ask_in_rows(
            (self.which, "whichProfile", translate("Profile")),
            (self.title, "profileTitle", translate("What people call it")),
            (self.source, "profileSource", translate("Where paper comes from")),
            (self.dpi, "profileDpi", translate("Resolution")),
            (self.colour, "profileColour", translate("Colour of the pages")),
            (self.size_of_paper, "profileSize", translate("Size of the paper")),
            (self.start, "profileStart", translate("What starts the scanner")),
        )
        for name, switch in self.switches.items():
            switch.setObjectName(f"profile_{name}")
            form.addRow("", switch)
        self.end()

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(lambda _row: self._show())
        self.title.textChanged.connect(lambda _text: self._look())
        for box in (self.source, self.dpi, self.colour, self.size_of_paper, self.start):
            box.currentIndexChanged.connect(lambda _row: self._look())
        for switch in self.switches.values():
            switch.toggled.connect(lambda _on: self._look())
        self.keep.clicked.connect(self._answer)

    def _answer(self) -> None:
        self.answered.emit(self.values())
        self.accept()
