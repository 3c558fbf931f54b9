"""The hall where people wait: numbers, who is called next, and what a public screen may say."""
