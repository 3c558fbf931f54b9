"""Search everything, and see what happened to a dossier."""
