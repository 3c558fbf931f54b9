"""Step 1: who wants what; the receipt."""
