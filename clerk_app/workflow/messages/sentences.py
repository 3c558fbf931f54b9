"""What every part shares: two sentences for each error."""

from clerk_app.i18n import later

Sentences = dict[type[BaseException], tuple[str, str]]  # what happened, and what to do about it

KEPT = later("Everything done before is kept; start the step again.")
