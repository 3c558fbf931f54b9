"""The scan profile that was used last at this workstation."""

from clerk_app.workflow.desk import Desk


def last_profile(desk: Desk) -> str:
    """Return its name; the settings' own where none was used, or it is no longer there."""
    file = desk.folders.last_profile
    name = file.read_text("utf-8").strip() if file.exists() else ""
    return name if name in desk.settings.profiles else desk.settings.scanner.profile


def remember_profile(desk: Desk, name: str) -> None:
    """Note which one is used."""
    desk.folders.last_profile.write_text(f"{name}\n", "utf-8")
