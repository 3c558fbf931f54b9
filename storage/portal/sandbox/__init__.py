"""A portal to practise on: a real server with its own records, which takes what a real one would take."""

from storage.portal.sandbox.model import (
    Faults,
    Judge,
    Judgement,
    Limits,
    Place,
    Queue,
    Service,
    VxpRules,
    Ward,
)
from storage.portal.sandbox.serve import serve

__all__ = ["Faults", "Judge", "Judgement", "Limits", "Place", "Queue", "Service", "VxpRules", "Ward", "serve"]
