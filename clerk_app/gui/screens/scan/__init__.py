"""Step 2: from paper to pages."""
