"""The inbox: dossiers that were filed online and wait for an answer."""
