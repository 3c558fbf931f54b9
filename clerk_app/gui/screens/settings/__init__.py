"""Settings: what is set at this workstation, whether it works, and how the window looks."""
