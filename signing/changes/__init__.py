"""What happened to a document after it was signed: found by structure and by pictures, failing closed."""
