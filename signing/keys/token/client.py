"""The parent's end of the token worker: ask, wait with a limit, kill."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from signing.errors import ModuleUnusable, TokenGone, TokenLocked
from signing.keys.process import Child, ChildGone


class TokenWorker:
    """A running worker process for one module; leaving its context ends the process."""

    def __init__(self, module: Path, environment: Mapping[str, str], *, start_seconds: float) -> None:
        """Start the process and wait until the module is loaded.

        Raises:
            ModuleUnusable: the module is missing, no module, or crashes while loading.
            TokenGone: loading takes longer than ``start_seconds``.
        """
        self._module = module
        if not module.exists():
            raise ModuleUnusable(module, "missing")
        self._child = Child("signing.keys.token.worker", str(module), environment=environment)
        try:
            self._receive(start_seconds)
        except TokenGone as cause:
            crashed = self._child.has_ended
            self.close()
            if crashed:
                raise ModuleUnusable(module, "crashed") from cause
            raise
        except ModuleUnusable:
            self.close()
            raise

    @property
    def process_id(self) -> int:
        """The worker's process id."""
        return self._child.process_id

    def ask(
        self, request: dict[str, Any], *, seconds: float, secret: bytearray | None = None
    ) -> dict[str, Any]:
        """Send one request and return its answer.

        Args:
            request: a JSON object with ``do``.
            seconds: the time limit; a module that hangs is killed and counts as gone.
            secret: raw bytes that follow the request without ever becoming an immutable object here.

        Raises:
            TokenGone: the worker died, hangs, or says that the token is gone.
            TokenLocked: the token says so.
            ModuleUnusable: the module broke the standard.
        """
        try:
            self._child.tell(request, secret)
        except ChildGone as cause:
            raise TokenGone(self._module) from cause
        return self._receive(seconds)

    def close(self) -> None:
        """End the process, politely for a moment, then by force."""
        self._child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _receive(self, seconds: float) -> dict[str, Any]:
        try:
            answer = self._child.heard(seconds)
        except ChildGone as cause:
            raise TokenGone(self._module) from cause
        error = answer.get("error")
        if error == "gone":
            raise TokenGone(self._module)
        if error == "locked":
            raise TokenLocked
        if error == "unusable":
            raise ModuleUnusable(self._module, answer["reason"])
        return answer
