"""The window of these tests draws off the screen, unless a screen is given."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
