"""The steps of sdks/conformance/closed-network.md: closed_network.py sync|async."""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from typing import Any

from core_php_sdk import AsyncClient, Client, NotFoundError


async def now(value: Any) -> Any:
    return await value if hasattr(value, "__await__") else value


async def main() -> None:
    key = sys.stdin.readline().strip()
    client: Any = (AsyncClient if sys.argv[1] == "async" else Client)(key, retry_delay=0.001)
    # The traceback below shows the locals of all frames, which are to hide the key: this one is the program's own.
    del key
    await now(client.users.current())
    rows = client.workspaces.all()
    [row async for row in rows] if hasattr(rows, "__aiter__") else list(rows)
    await now(client.namespaces.create(name="Shop"))
    try:
        await now(client.namespaces.get("ns_unknown"))
    except NotFoundError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        print("".join(shown.format()), repr(error), vars(error))
    print(repr(client), vars(client), {name: getattr(client._settings, name) for name in client._settings.__slots__})
    print(sys.argv, dict(os.environ))
    await now(client.close())


asyncio.run(main())
