"""Pictures of pages, read and scaled beside the window."""

from pathlib import Path

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QImage, QImageIOHandler, QImageReader


def read_picture(file: Path, longest: int) -> QImage:
    """Return a picture with its longer side cut down to `longest` pixels; null if it cannot be read.

    Made for a working thread: `QImage` may be made anywhere, `QPixmap` only on the window's thread.
    """
    reader = QImageReader(str(file))
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and reader.supportsOption(QImageIOHandler.ImageOption.ScaledSize):
        reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if not image.isNull() and max(image.width(), image.height()) > longest:
        mode = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio, mode)
    return image
