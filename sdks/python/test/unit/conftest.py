from __future__ import annotations

import asyncio
import inspect
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from core_php_sdk import AsyncClient, Client
from scripted_server import ScriptedServer, Step

KEY = "sk_test_abcdefghijklmnop"


class Blocking:
    """An AsyncClient whose methods block, so that one test serves both clients."""

    def __init__(self, target: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._target, self._loop = target, loop

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        return self._wrap(value)

    def _wrap(self, value: Any) -> Any:
        if inspect.iscoroutine(value):
            return self._wrap(asyncio.run_coroutine_threadsafe(value, self._loop).result(60))
        if inspect.isasyncgen(value):
            return self._rows(value)
        if callable(value) and not isinstance(value, type):
            return lambda *args, **named: self._wrap(value(*args, **named))
        module = getattr(type(value), "__module__", "")
        is_ours = module.startswith("core_php_sdk.gen.resources") or module.endswith(("_entitlements", "_async_client"))
        return Blocking(value, self._loop) if is_ours else value

    def _rows(self, rows: Any) -> Iterator[Any]:
        while True:
            try:
                yield asyncio.run_coroutine_threadsafe(anext(rows), self._loop).result(60)
            except StopAsyncIteration:
                return


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PLINTH_API_KEY", "PLINTH_URL", "PLINTH_LOG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def serve() -> Iterator[Callable[..., ScriptedServer]]:
    servers: list[ScriptedServer] = []

    def start(*steps: Step, tls: Any = None) -> ScriptedServer:
        servers.append(ScriptedServer(*steps, tls=tls))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    running = asyncio.new_event_loop()
    thread = threading.Thread(target=running.run_forever, daemon=True)
    thread.start()
    yield running
    running.call_soon_threadsafe(running.stop)
    thread.join()
    running.close()


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest, loop: asyncio.AbstractEventLoop) -> Iterator[Callable[..., Any]]:
    """Makes a client of either kind: connect(url, **options), with short waits unless told."""
    clients: list[Any] = []

    def start(url: str | None, key: str | None = KEY, **options: Any) -> Any:
        options = {"retry_delay": 0.01, **options}
        if request.param == "sync":
            clients.append(Client(key, base_url=url, **options))
        else:
            clients.append(Blocking(AsyncClient(key, base_url=url, **options), loop))
        return clients[-1]

    start.kind = request.param  # type: ignore[attr-defined]
    yield start
    for client in clients:
        client.close()


class Certificate:
    """Of localhost, signed by itself."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "cert.pem"
        key = folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(self.path)],
            check=True, capture_output=True,
        )  # fmt: skip
        self.server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server_context.load_cert_chain(self.path, key)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificate"))
