"""Start the program: ``python -m clerk_app``."""

import sys

from clerk_app.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
