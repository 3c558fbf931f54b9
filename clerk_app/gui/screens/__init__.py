"""One folder a screen: screen (widgets), presenter (decisions), rows (tables)."""
