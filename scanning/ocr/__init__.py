"""Read a page with Tesseract."""
