"""What the casework rules refuse.

WorkflowError
└── FixInput
    ├── UnknownProcedure    the centre does not handle it
    ├── ApplicantIncomplete a name or an id is missing or cannot be
    └── NothingScanned      a dossier without a page cannot be signed
"""


class WorkflowError(Exception):
    """Root of everything that the use cases themselves refuse."""


class FixInput(WorkflowError):
    """What was typed or scanned has to be changed."""


class UnknownProcedure(FixInput):
    """No procedure has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ApplicantIncomplete(FixInput):
    """A field of the applicant is missing or impossible; `field` is its name."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NothingScanned(FixInput):
    """No component of the dossier has a page."""
