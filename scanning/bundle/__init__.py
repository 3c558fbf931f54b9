"""Pages to one searchable PDF/A-2b: the image as it looks, the text invisible behind it."""
