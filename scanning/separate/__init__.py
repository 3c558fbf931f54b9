"""Tell where in a stack one document ends and the next begins."""
