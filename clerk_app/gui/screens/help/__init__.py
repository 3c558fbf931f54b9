"""Help: a page for every screen, with its keys."""
