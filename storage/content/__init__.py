"""Files kept under the digest of their bytes, in a folder or in an S3-compatible store."""

from storage.content.folder import FolderStore
from storage.content.port import ContentStore
from storage.content.s3 import open_s3

__all__ = ["ContentStore", "FolderStore", "open_s3"]
