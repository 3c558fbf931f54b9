"""An S3-compatible store of files, with a folder that keeps what this workstation put or read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.credentials.providers import AWSConfigProvider, ChainedProvider, EnvAWSProvider
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError
from urllib3.exceptions import HTTPError

from storage.content.folder import FolderStore, require_digest
from storage.errors import DamagedContent, ServerGone, StorageError, StoreUnusable, UnknownContent
from storage.model import ContentId

_CHUNK_BYTES = 1 << 20
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 60.0
_TRIES = 2
_MISSING = frozenset({"NoSuchKey", "NoSuchObject"})
_NOT_FOUND = "Response code: 404"
"""Of an answer without a body, as some servers give it to a question for a missing object."""


class S3Store:
    """Keeps bytes as objects `ab/cd/abcd...` of one bucket; `cache` holds copies to be read as files."""

    def __init__(self, client: Minio, bucket: str, cache: FolderStore) -> None:
        self._client = client
        self._bucket = bucket
        self._cache = cache

    def put(self, source: bytes | Path | BinaryIO) -> ContentId:
        """Keep the bytes of `source`, here and on the server, and return their name."""
        content = self._cache.put(source)
        file = self._cache.path(content)
        with _meaning(missing=StoreUnusable("NoSuchBucket")), file.open("rb") as stream:
            self._client.put_object(self._bucket, _key(content), stream, file.stat().st_size)
        return content

    def path(self, content: ContentId) -> Path:
        """Return the copy in the folder, fetched from the server if need be and checked."""
        try:
            return self._cache.path(content)
        except UnknownContent:
            return self._fetched(content)

    def verify(self, content: ContentId) -> None:
        """Read the server's bytes again and compare them with their name; drop a copy that differs."""
        digest = hashlib.sha256()
        with self._reading(content) as answer:
            for chunk in answer.stream(_CHUNK_BYTES):
                digest.update(chunk)
        if digest.hexdigest() != content:
            raise DamagedContent(content)
        try:
            self._cache.verify(content)
        except (UnknownContent, DamagedContent):
            self._cache.remove(content)

    def remove(self, content: ContentId) -> None:
        """Remove the bytes, on the server first."""
        require_digest(content)
        with _meaning(missing=UnknownContent(content)):
            self._client.remove_object(self._bucket, _key(content))
        self._cache.remove(content)

    def _fetched(self, content: ContentId) -> Path:
        with self._reading(content) as answer:
            kept = self._cache.put(cast(BinaryIO, answer))
        if kept != content:
            self._cache.remove(kept)
            raise DamagedContent(content)
        return self._cache.path(content)

    @contextmanager
    def _reading(self, content: ContentId) -> Iterator[Any]:
        require_digest(content)
        with _meaning(missing=UnknownContent(content)):
            answer = self._client.get_object(self._bucket, _key(content))
            try:
                yield answer
            finally:
                answer.close()
                answer.release_conn()


def open_s3(url: str, cache: FolderStore) -> S3Store:
    """Return the store of `s3://HOST[:PORT]/BUCKET` (`s3+http://` without TLS).

    The keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the person's `~/.aws/credentials`.

    Raises:
        StoreUnusable: the URL names no bucket.
    """
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme not in ("s3", "s3+http") or not parts.netloc or not bucket or "/" in bucket:
        raise StoreUnusable("URL")
    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
    client = Minio(
        parts.netloc,
        secure=parts.scheme == "s3",
        credentials=ChainedProvider([EnvAWSProvider(), AWSConfigProvider()]),
        http_client=urllib3.PoolManager(timeout=timeout, retries=_TRIES),
    )
    return S3Store(client, bucket, cache)


def _key(content: ContentId) -> str:
    return f"{content[:2]}/{content[2:4]}/{content}"


@contextmanager
def _meaning(missing: StorageError) -> Iterator[None]:
    """Turn an answer of the server into an error of ours; `missing` stands for 404."""
    try:
        yield
    except S3Error as error:
        raise missing if error.code in _MISSING else StoreUnusable(error.code or "S3") from error
    except InvalidResponseError as error:
        raise missing if _NOT_FOUND in str(error) else StoreUnusable("S3") from error
    except (ServerError, HTTPError) as error:
        raise ServerGone("files") from error
    except (MinioException, ValueError) as error:
        raise StoreUnusable(type(error).__name__) from error
