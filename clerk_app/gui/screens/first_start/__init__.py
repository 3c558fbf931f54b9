"""The first start: try the demonstration centre, or set one's own up, each step now or later."""
