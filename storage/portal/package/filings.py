"""Online dossiers as a package: a ZIP with `filings.json` and the files, each named by its SHA-256."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from pathlib import Path

from storage.errors import AnswerRefused, FilingsRefused, PortalProtocol
from storage.model import Progress, Report
from storage.portal.filing_json import read_filing
from storage.portal.filings import FiledFile, Filing
from storage.portal.package.archive import BROKEN, require_harmless

_INDEX = "filings.json"
_MOST_INDEX_BYTES = 4 << 20
_MOST_BYTES = 4 << 30
_MOST_ENTRIES = 10_000
_CHUNK_BYTES = 1 << 16
_MISSING = (KeyError, zipfile.BadZipFile, zlib.error, EOFError)


class PackedFilings:
    """The filings in the package `file`, as a source that is read to its end once.

    Raises:
        FilingsRefused: the file holds none, or is made to harm.
        FileNotFoundError: there is no file.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._filings = self._read()
        with file.open("rb") as stream:
            self._digest = hashlib.file_digest(stream, "sha256").hexdigest()

    @property
    def name(self) -> str:
        """See `FilingSource.name`: by its contents, since each package is read from its beginning."""
        return f"package {self._digest}"

    def filed(self, after: str) -> tuple[Filing, ...]:
        """See `FilingSource.filed`."""
        places = [filing.place for filing in self._filings]
        start = places.index(after) + 1 if after in places else 0
        return self._filings[start:]

    def fetch(self, filing: Filing, file: FiledFile, target: Path, report: Report) -> None:
        """See `FilingSource.fetch`."""
        inside, done = f"files/{file.sha256}", 0
        try:
            with (
                zipfile.ZipFile(self._file) as archive,
                archive.open(inside) as source,
                target.open("wb") as sink,
            ):
                while chunk := source.read(_CHUNK_BYTES):
                    done += len(chunk)
                    if done > file.bytes:
                        raise PortalProtocol(f"{filing.code}: longer than announced")
                    sink.write(chunk)
                    report(Progress("download", done, file.bytes))
        except _MISSING as error:
            raise PortalProtocol(f"{filing.code}: {type(error).__name__}") from error

    def _read(self) -> tuple[Filing, ...]:
        try:
            with zipfile.ZipFile(self._file) as archive:
                require_harmless(archive.infolist(), most_entries=_MOST_ENTRIES, most_bytes=_MOST_BYTES)
                with archive.open(_INDEX) as stream:
                    text = stream.read(_MOST_INDEX_BYTES + 1)
        except FileNotFoundError:
            raise
        except AnswerRefused as error:
            raise FilingsRefused(error.reason) from error
        except (KeyError, *BROKEN) as error:
            raise FilingsRefused("zip") from error
        if len(text) > _MOST_INDEX_BYTES:
            raise FilingsRefused("size")
        return _filings(text)


def _filings(text: bytes) -> tuple[Filing, ...]:
    try:
        match json.loads(text):
            case {"format": "clerk-filings/1", "filings": list(filings)}:
                return tuple(read_filing(each) for each in filings)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise FilingsRefused("form") from error
    raise FilingsRefused("form")
