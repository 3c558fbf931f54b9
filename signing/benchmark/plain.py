"""The peer: pyHanko as its documentation shows it, one call for each document.

As a program (``python -m signing.benchmark.plain``) it reads its setup and then one JSON order a line, and
answers each with the seconds it took.
"""

import json
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import x509
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext

_BOX = (300, 760, 560, 820)


@dataclass(frozen=True, slots=True)
class PlainSetup:
    """The token and its PIN, the trusted root, the issuer, the time stamp service, and the text to draw."""

    module: str
    label: str
    pin: str
    root: str
    issuer: str
    url: str
    text: str


class PlainSigner:
    """Signs with a session that stays open, or with a fresh one for each document."""

    def __init__(self, setup: PlainSetup) -> None:
        self._setup = setup
        self._session: Any = None

    def sign(self, source: Path, target: Path, *, level: str, fresh: bool) -> float:
        """Sign one document at B-B or B-LTA; return the seconds."""
        started = time.perf_counter()
        if fresh:
            # a second login to the same token is refused
            self.close()
            with closing(self._opened()) as session:
                self._sign(session, source, target, level)
        else:
            self._session = self._session or self._opened()
            self._sign(self._session, source, target, level)
        return time.perf_counter() - started

    def close(self) -> None:
        """Log out."""
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _opened(self) -> Any:
        setup = self._setup
        return open_pkcs11_session(
            setup.module, token_criteria=TokenCriteria(label=setup.label), user_pin=setup.pin
        )

    def _sign(self, session: Any, source: Path, target: Path, level: str) -> None:
        issuers = [_certificate(self._setup.issuer)]
        signer = PKCS11Signer(session, ca_chain=issuers, cert_id=b"\x01", key_id=b"\x01", prefer_pss=True)
        # its default font, which is not embedded: less work than a PDF/A needs, and no Vietnamese
        style = TextStampStyle(stamp_text=self._setup.text, border_width=0)
        work = PdfSigner(
            self._metadata(level),
            signer,
            timestamper=None if level == "B-B" else HTTPTimeStamper(self._setup.url),
            stamp_style=style,
            new_field_spec=SigFieldSpec("copy", on_page=0, box=_BOX),
        )
        with source.open("rb") as stream, target.open("w+b") as output:
            work.sign_pdf(IncrementalPdfFileWriter(stream), output=output)

    def _metadata(self, level: str) -> PdfSignatureMetadata:
        lasting = level == "B-LTA"
        context = None
        if lasting:
            root = _certificate(self._setup.root)
            context = ValidationContext(trust_roots=[root], allow_fetching=True, revocation_mode="require")
        return PdfSignatureMetadata(
            field_name="copy",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            embed_validation_info=lasting,
            use_pades_lta=lasting,
            validation_context=context,
        )


def _certificate(file: str) -> x509.Certificate:
    return x509.Certificate.load(Path(file).read_bytes())


def main() -> None:
    """Serve orders until the parent's end of the pipe closes."""
    signer = PlainSigner(PlainSetup(**json.loads(sys.stdin.readline())))
    for line in sys.stdin:
        order = json.loads(line)
        source, target = Path(order["source"]), Path(order["target"])
        seconds = signer.sign(source, target, level=order["level"], fresh=order["fresh"])
        sys.stdout.write(json.dumps({"seconds": seconds}) + "\n")
        sys.stdout.flush()
    signer.close()


if __name__ == "__main__":
    main()
