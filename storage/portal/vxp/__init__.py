"""The connection of one-stop systems to the national portal (VXP): sessions, services, and files by URL."""

from storage.portal.vxp.portal import VxpPortal

__all__ = ["VxpPortal"]
