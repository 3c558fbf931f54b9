"""The benchmark: the same pages through Clerk and through its peers, side by side."""
