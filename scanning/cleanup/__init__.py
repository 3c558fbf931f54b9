"""Make a page look as it should: turned, straight, without black edges; the original is never touched."""

import cv2

cv2.setNumThreads(1)  # pages run side by side already; OpenCV's idle threads spin beside Tesseract
