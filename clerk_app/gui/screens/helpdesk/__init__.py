"""The help desk: which procedure fits, who was helped, who is on duty, and the machines."""
