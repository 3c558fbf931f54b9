"""A watch of a folder that dies: ``python -m tests.saboteurs.watcher HOME CODE FOLDER MOMENT``."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from clerk_app.workflow import digitise
from clerk_app.workflow.import_files import watch_folder
from scanning.intake.folder import WatchedFolder
from scanning.model import silent
from storage.model import DossierCode
from tests.desks import desk_in


def _die(*_arguments: Any, **_options: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Watch once, and die after one page is kept, or before the file is moved."""
    home, code, folder, moment = sys.argv[1:]
    honest = digitise._keep
    if moment == "after one is kept":
        digitise._keep = lambda *arguments: (honest(*arguments), _die())[1]
    else:
        WatchedFolder.put_taken = _die  # type: ignore[method-assign]
    with desk_in(Path(home)) as (desk, _embedded):
        events = watch_folder(
            desk, DossierCode(code), "TP01", Path(folder), translate=str, report=silent, once=True
        )
        for _event in events:
            pass


if __name__ == "__main__":
    main()
