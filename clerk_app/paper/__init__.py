"""What is printed: receipts, forms, decisions."""
