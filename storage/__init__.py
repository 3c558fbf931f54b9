"""Records that hold: database, contents, outbox, portal."""
