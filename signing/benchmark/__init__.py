"""pyHanko's plain way of signing, to be measured beside ours on the same token."""
