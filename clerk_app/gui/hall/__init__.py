"""The screens of the hall: called numbers, and the kiosk."""
