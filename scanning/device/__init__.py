"""Scanners: the port, the SANE adapter, and a simulated network scanner."""
