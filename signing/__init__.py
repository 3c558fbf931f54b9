"""Signatures that stay valid: keys, time stamps, PAdES, verdicts."""
