"""The official's counter: who is next, who is here, who waits for what."""
