"""While Alt is held, every button shows its key."""

from PyQt6.QtCore import QEvent, QObject, QPoint, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QLabel, QWidget

from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label

_OVER_EDGE = 6
"""In pixels: so far a tip stands over the corner of its button, and hides none of its name."""

_ENDS = frozenset(
    (QEvent.Type.KeyRelease, QEvent.Type.WindowDeactivate, QEvent.Type.Resize, QEvent.Type.MouseButtonPress)
)


class KeyTips(QObject):
    """The tips of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.shown: tuple[QLabel, ...] = ()
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Look for Alt; every event goes on."""
        if event is None:
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.hide()
            if Qt.Key(event.key()) is Qt.Key.Key_Alt:
                self.show()
        elif event.type() in _ENDS:
            self.hide()
        return False

    def show(self) -> None:
        """Show the key of every button that is seen and can be pressed."""
        buttons = self._window.findChildren(ActionButton)
        self.shown = tuple(self._tip(each) for each in buttons if self._is_offered(each))

    def hide(self) -> None:
        """Take the tips away."""
        for tip in self.shown:
            tip.setParent(None)
        self.shown = ()

    def _is_offered(self, button: ActionButton) -> bool:
        is_seen = button.isVisible() and not button.visibleRegion().isEmpty()
        return bool(button.key) and button.isEnabled() and is_seen

    def _tip(self, button: ActionButton) -> QLabel:
        made = label("keyTip")
        made.setParent(self._window)
        made.setText(button.key)
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        made.adjustSize()
        corner = button.mapTo(self._window, QPoint(button.width(), 0))
        wanted = corner + QPoint(_OVER_EDGE - made.width(), -_OVER_EDGE)
        room = self._window.width() - made.width()
        made.move(max(0, min(wanted.x(), room)), max(0, wanted.y()))
        made.show()
        made.raise_()
        return made
