"""A whole public key infrastructure for practice: authority, people, tokens, OCSP, CRL and time stamps."""

from signing.demonstration.authority import DemonstrationAuthority
from signing.demonstration.people import DEMONSTRATION_PIN, Person

__all__ = ["DEMONSTRATION_PIN", "DemonstrationAuthority", "Person"]
