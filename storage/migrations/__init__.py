"""How the database came to its present shape, step by step; each step is frozen once released."""

HEAD = "0013"
"""The newest revision, known without loading Alembic; a test compares it with the versions."""
