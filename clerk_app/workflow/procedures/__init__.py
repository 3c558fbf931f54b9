"""The procedures (TTHC) of the centre: as published with the program, as imported, found by a few letters."""

from clerk_app.workflow.procedures.model import Domain, Procedure
from clerk_app.workflow.procedures.published import catalogue, domains, procedure

__all__ = ["Domain", "Procedure", "catalogue", "domains", "procedure"]
