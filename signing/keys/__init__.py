"""Where private keys live and how to borrow one: tokens (PKCS#11) and key files (PKCS#12)."""
