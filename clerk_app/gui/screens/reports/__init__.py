"""Reports of a month, a quarter or a year: the numbers, and how they add up."""
