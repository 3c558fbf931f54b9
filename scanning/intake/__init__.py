"""Pages that come as files: images, multi-page TIFF, PDF; never trusted."""
