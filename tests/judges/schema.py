"""The schema of ETSI TS 119 102-2, as DSS carries it, judges our validation reports."""

import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from tests.judges.dss import class_path

_REPORT = "xsd/TS119102-2-v141.xsd"
_IMPORTED = {
    "xmldsig-core-schema.xsd": "specs-xmldsig",
    "XAdES.xsd": "specs-xades",
    "ts_119612v020201_201601xsd.xsd": "specs-trusted-list",
    "xml.xsd": "specs-xmldsig",
}
_NAMES = {
    "ts_119612v020201_201601xsd.xsd": "ts_119612v020101_xsd.xsd",
    "XAdES.xsd": "XAdES01903v132-202407.xsd",
}
"""What DSS calls its copies of what the schemas import."""


def complaints(report: bytes) -> list[str]:
    """Return what the schema says against a report; none means that it is one.

    The test that asks is skipped where DSS is not installed, and fails under CI.
    """
    schema = _schema()
    if schema.validate(etree.fromstring(report)):
        return []
    return [str(entry) for entry in schema.error_log]


@cache
def _schema() -> Any:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Copies())
    return etree.XMLSchema(etree.fromstring(_member("specs-validation-report", _REPORT), parser))


class _Copies(etree.Resolver):  # type: ignore[misc]
    """Answers for addresses on the web with the copies in DSS's archives."""

    def resolve(self, url: str, _public: str | None, context: Any) -> Any:
        name = url.rpartition("/")[2]
        content = _member(_IMPORTED[name], f"xsd/{_NAMES.get(name, name)}")
        return self.resolve_string(content, context, base_url=url)


def _member(archive: str, name: str) -> bytes:
    jar = next(each for each in class_path().split(":") if Path(each).name.startswith(archive))
    with zipfile.ZipFile(jar) as opened:
        return opened.read(name)
