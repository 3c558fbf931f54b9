"""Review: sort, turn, crop and remove pages by hand, and step through the doubtful words."""
