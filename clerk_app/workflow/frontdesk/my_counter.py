"""Which counter this workstation is."""

from clerk_app.workflow.desk import Desk

_FIRST = "1"
_LONGEST = 20


def my_counter(desk: Desk) -> str:
    """Return the number or name of this workstation's counter."""
    file = desk.folders.counter
    name = file.read_text("utf-8").strip() if file.exists() else ""
    return name[:_LONGEST] or _FIRST


def has_counter(desk: Desk) -> bool:
    """Tell whether it was ever said which counter this workstation is."""
    return desk.folders.counter.exists()


def remember_counter(desk: Desk, name: str) -> None:
    """Note which counter this workstation is."""
    desk.folders.counter.write_text(f"{name[:_LONGEST]}\n", "utf-8")
