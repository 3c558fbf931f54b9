"""The list of dossiers: what waits, and for when."""
