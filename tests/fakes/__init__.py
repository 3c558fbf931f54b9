"""Fakes for unit tests; each is held to the contract of its port."""
