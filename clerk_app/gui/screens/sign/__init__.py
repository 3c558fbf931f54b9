"""Step 3: sign the documents and send them."""
