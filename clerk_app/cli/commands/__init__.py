"""One module per command: `add_to` describes it to the parser, `_run` does it."""
