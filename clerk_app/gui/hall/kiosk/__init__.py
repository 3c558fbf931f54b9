"""The kiosk: numbers, states, procedures and a rating, by touch and by keyboard, with no way out."""
