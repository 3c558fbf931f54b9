"""Posters of the centre's procedures: name, time limit, fee, and a QR that intake understands."""

from collections.abc import Sequence

from clerk_app.paper.cards import Card, draw_poster
from clerk_app.workflow.deadlines import LimitUnit, TimeLimit
from clerk_app.workflow.procedures import Procedure, domains

_UNITS = {
    LimitUnit.WORKING_DAYS: "ngày làm việc",
    LimitUnit.CALENDAR_DAYS: "ngày",
    LimitUnit.HOURS: "giờ làm việc",
}


def draw_cards(procedures: Sequence[Procedure]) -> bytes:
    """Return the cards of these procedures as PDF, by domain."""
    groups = [
        (domain.name, [_card(each) for each in procedures if each.domain == domain.id])
        for domain in domains()
    ]
    known = {domain.id for domain in domains()}
    groups.append(("Lĩnh vực khác", [_card(each) for each in procedures if each.domain not in known]))
    return draw_poster([(name, cards) for name, cards in groups if cards])


def _card(procedure: Procedure) -> Card:
    facts = (
        f"Mã: {procedure.code}",
        f"Thời hạn: {limit_words(procedure.limit)}",
        f"Phí, lệ phí: {fee_words(procedure.fees)}",
    )
    return Card(procedure.name, procedure.code, facts)


def fee_words(fees: Sequence[int]) -> str:
    """Return the amounts as a poster says them, in Vietnamese."""
    amounts = " - ".join(f"{amount:,}".replace(",", ".") for amount in fees)
    return f"{amounts} đồng" if amounts else "không"


def limit_words(limit: TimeLimit) -> str:
    """Return a time limit as a poster says it, in Vietnamese."""
    if limit.unit is LimitUnit.SAME_DAY:
        return "trong ngày"
    return f"{limit.amount} {_UNITS[limit.unit]}"
