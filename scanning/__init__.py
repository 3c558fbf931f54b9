"""Paper to searchable PDF/A: devices, clean-up, reading, bundling."""
