"""One authority, its services and its strangers for all tests of this folder."""

from tests.pki import authority, page, services
from tests.pki.strangers import strangers

__all__ = ["authority", "page", "services", "strangers"]
