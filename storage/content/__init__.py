"""Files kept under the digest of their bytes."""

from storage.content.store import ContentStore

__all__ = ["ContentStore"]
