"""The sandbox keeps what its description says, whatever schemathesis makes of that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from storage.portal.sandbox import VxpRules
from storage.portal.sandbox.openapi import DESCRIPTION
from tests.fakes.sandbox import sandbox

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@schemathesis.serializer("application/offset+octet-stream")
def _as_they_are(_context: schemathesis.SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


schema = schemathesis.openapi.from_dict(dict(DESCRIPTION))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox(tmp_path_factory.mktemp("portal")) as address:
        yield address


def test_the_description_is_served(url: str) -> None:
    assert httpx.get(f"{url}/openapi.json", trust_env=False).json() == DESCRIPTION


@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_sandbox_keeps_its_description(case: schemathesis.Case[Any], url: str) -> None:
    if case.path.startswith("/vxp/"):
        case.headers["dstcode"] = VxpRules().destination
    case.call_and_validate(base_url=url, checks=CHECKS)
