"""The way to the portal: what is sent, what comes back, and who carries it."""

from storage.portal.port import Portal, PortalAnswer, PortalState, PortalStatus, Submission, SubmissionFile

__all__ = ["Portal", "PortalAnswer", "PortalState", "PortalStatus", "Submission", "SubmissionFile"]
