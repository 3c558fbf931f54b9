"""Keys that a signing service holds, reached by the CSC API (version 1, as in 1.0.4.0)."""

from signing.keys.remote.permission import Access
from signing.keys.remote.source import RemoteKeys

__all__ = ["Access", "RemoteKeys"]
