"""One dossier: its steps, one after another."""
