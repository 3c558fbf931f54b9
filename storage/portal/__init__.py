"""The way to the portal: what is sent, what comes back, and who carries it."""

from storage.portal.port import (
    Holding,
    Portal,
    PortalAnswer,
    PortalState,
    PortalStatus,
    PortalStep,
    Submission,
    SubmissionFile,
)

__all__ = [
    "Holding",
    "Portal",
    "PortalAnswer",
    "PortalState",
    "PortalStatus",
    "PortalStep",
    "Submission",
    "SubmissionFile",
]
