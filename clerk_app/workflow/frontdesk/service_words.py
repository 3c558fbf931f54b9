"""What domains, services and appointments are called in the language of whoever reads it."""

from datetime import datetime

from clerk_app.i18n import Translate, later
from clerk_app.workflow.frontdesk.services import RESULTS, Service
from clerk_app.workflow.office import local
from clerk_app.workflow.procedures import Domain, domains

_DOMAINS = {
    "civil-status": later("Civil status, adoption"),
    "authentication": later("Certified copies, mediation, complaints"),
    "residence": later("Residence, identity cards, entry and exit"),
    "land": later("Land"),
    "construction": later("Construction, housing, towns"),
    "social-insurance": later("Social and health insurance"),
    "social-affairs": later("Veterans, relief of poverty, social support"),
    "business": later("Household businesses, cooperatives"),
    "agriculture": later("Farming, forestry, fishery"),
    "environment": later("Resources, irrigation, environment"),
    "transport": later("Transport, vehicles"),
    "security": later("Public order, fire safety"),
}


def domain_words(domain: Domain, translate: Translate) -> str:
    """Return the name of a domain; one without a translation is called as it is published."""
    return translate(_DOMAINS[domain.id]) if domain.id in _DOMAINS else domain.name


def service_words(service: Service, translate: Translate) -> str:
    """Return the name of a service; a group that the centre made keeps the centre's own name."""
    if service == RESULTS:
        return translate("Collecting results")
    of = next(
        (each for each in domains() if (each.id,) == service.domains and each.name == service.name), None
    )
    return service.name if of is None else domain_words(of, translate)


def appointment_words(at: datetime, translate: Translate, *, is_later: bool) -> str:
    """Return when an appointment is; `is_later` names the day too."""
    words = translate("Appointment on {day} at {hour}") if is_later else translate("Appointment at {hour}")
    return words.format(day=f"{local(at):%d/%m/%Y}", hour=f"{local(at):%H:%M}")
