"""Colours, type and icons: one set of tokens for light and dark."""
