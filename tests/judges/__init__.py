"""Judges that we did not write; one that is missing skips its test, and fails it under CI."""
