"""Keys on PKCS#11 tokens, reached only through a worker process that can be killed."""

from signing.keys.token.source import TokenKeys

__all__ = ["TokenKeys"]
