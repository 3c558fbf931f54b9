"""Step 4: the decision, from draft to seal."""
