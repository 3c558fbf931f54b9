"""The way to a portal on foot: packages to upload by hand, and their answers read back."""

from storage.portal.package.portal import PackagePortal
from storage.portal.package.shelf import Form, Shelf

__all__ = ["Form", "PackagePortal", "Shelf"]
