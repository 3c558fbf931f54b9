"""Check a signed file that anybody brings."""
