"""What a paper says of itself: type, number, date, issuing body, subject; absent rather than guessed."""
