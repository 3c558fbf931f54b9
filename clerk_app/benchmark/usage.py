"""Run one command and tell what it used: ``python -m clerk_app.benchmark.usage PROGRAM ARGUMENTS``."""

import subprocess
import sys

from clerk_app.benchmark.contest import usage_of_children


def main() -> int:
    """Run the command; write its processor seconds and largest resident KiB as the last line."""
    done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
    seconds, kibibytes = usage_of_children()
    sys.stdout.write(f"{seconds:.3f} {kibibytes}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
