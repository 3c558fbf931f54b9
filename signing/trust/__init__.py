"""Whom to trust, and what the examination of a certificate finds."""

from signing.trust.examine import Examination, Examiner
from signing.trust.store import TrustStore, load

__all__ = ["Examination", "Examiner", "TrustStore", "load"]
