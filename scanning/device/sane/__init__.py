"""SANE devices, driven in a child process of our own so that a broken driver costs one page."""
