"""The command line: every use case of the window, for scripts and repair."""
