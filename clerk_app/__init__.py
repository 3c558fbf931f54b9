"""The desktop workstation: use cases, printed papers, command line and window."""
