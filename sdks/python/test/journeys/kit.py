"""Functions of the journeys: one text serves both clients, and the harness is asked by HTTP."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import time
import urllib.request
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from core_php_sdk import AsyncClient, Client

OPERATOR_KEY = os.environ["PLINTH_OPERATOR_KEY"]


def control(method: str, path: str, body: Any = None) -> Any:
    data = json.dumps(body or {}).encode() if method == "POST" else None
    request = urllib.request.Request(os.environ["PLINTH_CONTROL_URL"] + path, data, method=method)
    with urllib.request.urlopen(request, timeout=240) as answer:
        return json.load(answer)


async def asked(method: str, path: str, body: Any = None) -> Any:
    return await asyncio.to_thread(control, method, path, body)


async def now(value: Any) -> Any:
    """The value of a call of either client."""
    return await value if inspect.isawaitable(value) else value


async def rows(value: Any) -> AsyncIterator[Any]:
    """The rows of all() of either client."""
    if hasattr(value, "__aiter__"):
        async for row in value:
            yield row
    else:
        for row in value:
            yield row


async def eventually(check: Callable[[], Any]) -> Any:
    """The result of check, as soon as it raises no AssertionError; the last one is raised after two minutes."""
    end = time.monotonic() + 120
    while True:
        try:
            return await check()
        except AssertionError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(0.1)


class Travel:
    """One journey's clients, of one kind; close() closes them."""

    def __init__(self, is_async: bool) -> None:
        self.is_async = is_async
        self._clients: list[Any] = []

    def client(self, key: str, url: str | None = None, **options: Any) -> Any:
        made = (AsyncClient if self.is_async else Client)(key, base_url=url, **options)
        self._clients.append(made)
        return made

    def operator(self, **context: Any) -> Any:
        return self.client(OPERATOR_KEY, **context)

    async def tenant(self, limits: str = "none", **options: Any) -> tuple[Any, Any]:
        """A client of a new tenant, and what the harness told of it."""
        told = await asked("POST", "/tenants", {"limits": limits})
        return self.client(told["key"], **options), told

    async def at_once(self, calls: list[Callable[[], Any]], workers: int = 100) -> list[Any]:
        """The results of the calls, made side by side as tasks or in threads."""
        if self.is_async:
            gate = asyncio.Semaphore(workers)

            async def one(call: Callable[[], Any]) -> Any:
                async with gate:
                    return await call()

            return list(await asyncio.gather(*(one(call) for call in calls)))
        with ThreadPoolExecutor(workers) as threads:
            loop = asyncio.get_running_loop()
            return list(await asyncio.gather(*(loop.run_in_executor(threads, call) for call in calls)))

    async def close(self) -> None:
        for client in self._clients:
            await now(client.close())
