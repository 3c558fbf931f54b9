"""The line about work that runs, said anew when the language is changed meanwhile."""

from collections.abc import Callable

from clerk_app.gui.model import Advance


class WorkLine:
    """Keeps what was reported last, not the sentence that was made of it.

    Args:
        show: takes how far the work has come, None when nothing runs.
    """

    def __init__(self, show: Callable[[Advance | None], None]) -> None:
        self._show = show
        self._said: Callable[[], Advance] | None = None

    def say(self, said: Callable[[], Advance]) -> None:
        """Show a report; `said` puts it into the language of the moment."""
        self._said = said
        self.speak()

    def end(self) -> None:
        """Show that nothing runs."""
        self._said = None
        self._show(None)

    def speak(self) -> None:
        """Say the last report in the language of the moment."""
        if self._said is not None:
            self._show(self._said())
