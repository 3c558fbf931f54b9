"""Start the program: ``python -m clerk_app``."""

import gc
import sys

from clerk_app.cli.main import main


def run() -> None:
    """Run one command and end the process with its exit code.

    Whatever is left then needs no collecting: walking it all took up to a second after a run was over.
    """
    code = main()
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
