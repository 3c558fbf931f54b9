"""Files kept under the digest of their bytes, in a folder or in an S3-compatible store."""

from storage.content.folder import FolderStore
from storage.content.port import ContentStore

__all__ = ["ContentStore", "FolderStore"]
