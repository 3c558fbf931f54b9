"""The outbox: what waits for the portal, and what it answered."""
