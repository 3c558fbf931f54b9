"""The leader's queue: decisions to be countersigned, many with one PIN."""
