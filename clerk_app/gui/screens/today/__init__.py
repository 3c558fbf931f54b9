"""The first screen of the day: what waits, and what is urgent."""
