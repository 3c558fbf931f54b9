"""Use cases and casework rules: no Qt, no SQL."""
