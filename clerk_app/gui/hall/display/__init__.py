"""The call display: who is called where, read from far away and heard."""
