"""Whom to trust, and what the check of a certificate finds."""

from signing.trust.check import check_certificate
from signing.trust.store import TrustStore, load

__all__ = ["TrustStore", "check_certificate", "load"]
