"""One authority for all tests of this folder."""

from tests.pki import authority

__all__ = ["authority"]
