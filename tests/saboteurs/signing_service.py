"""Certomancer's signing service (CSC API) over the demonstration's keys; started with the authority's home.

It knows no PIN of its own: here it asks for the demonstration's, counts "locked" as a locked credential, and
lets the leader's key sign only what was named with the PIN (SCAL 2).
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from aiohttp import web
from certomancer.registry import CertomancerConfig
from csc_dummy.csc_dummy_server import CSCWithCertomancer, DummyServiceParams

from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person


class AsksForPin(CSCWithCertomancer):  # type: ignore[misc]
    """Refuses like a real service."""

    async def credentials_authorize(self, request: web.Request) -> Any:
        given = (await request.json()).get("PIN")
        if given == "locked":
            return web.json_response({"error": "locked_pin"}, status=400)
        if given != DEMONSTRATION_PIN:
            return web.json_response({"error": "invalid_pin"}, status=400)
        return await super().credentials_authorize(request)

    async def credentials_info(self, request: web.Request) -> Any:
        answer = await super().credentials_info(request)
        told = json.loads(answer.body)
        if (await request.json())["credentialID"].endswith(Person.LEADER.value):
            told["SCAL"] = "2"
        return web.json_response(told)


async def serve(home: Path) -> None:
    """Serve until the process is killed."""
    os.chdir(home)
    recipe = DemonstrationAuthority.open(home).recipe
    service = AsksForPin(
        CertomancerConfig(recipe, key_search_dir=str(home)),
        service_params=DummyServiceParams(hash_pinning_required=False, multisign=100),
    )
    service.register_routes()
    runner = web.AppRunner(service.app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
