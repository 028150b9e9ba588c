from __future__ import annotations

import copy
import io
import json
import logging
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from conftest import KEY
from core_php_sdk import ApiError, Client, codes
from core_php_sdk.errors import SdkError
from scripted_server import OK, ScriptedServer, answer, error

Connect = Callable[..., Any]
Serve = Callable[..., ScriptedServer]


def everything(value: object, seen: set[int]) -> str:
    """All that a dumper finds that walks attributes."""
    if id(value) in seen:
        return ""
    seen.add(id(value))
    names = [*getattr(value, "__dict__", {}), *(name for cls in type(value).__mro__ for name in getattr(cls, "__slots__", ()))]
    parts = [everything(getattr(value, name), seen) for name in names if hasattr(value, name)]
    return repr(value) + "".join(parts)


def test_no_dump_of_a_client_shows_its_key() -> None:
    client = Client(KEY)
    assert KEY not in everything(client, set()) + repr(vars(client)) + repr(client.workspaces) + format(client._settings.key)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(client)
    with pytest.raises(TypeError):
        pickle.dumps(client._settings.key)
    with pytest.raises(TypeError):
        json.dumps(vars(client))
    assert copy.copy(client._settings).key is client._settings.key


def test_logs_hooks_and_errors_do_not_show_the_key(connect: Connect, serve: Serve) -> None:
    told: list[Any] = []
    stream = io.StringIO()
    logger = logging.getLogger("of this test")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(logging.StreamHandler(stream))
    server = serve(error(503, "SERVICE_UNAVAILABLE"), error(404, "RESOURCE_NOT_FOUND"))
    client = connect(
        server.url, logger=logger,
        on_request=told.append, on_response=lambda *both: told.extend(both), on_retry=lambda *all: told.extend(all),
    )  # fmt: skip
    with pytest.raises(codes.ResourceNotFound) as failed:
        client.workspaces.get("wks_1")
    frames = traceback.TracebackException.from_exception(failed.value, capture_locals=True)
    text = stream.getvalue() + "".join(frames.format()) + "".join(everything(one, set()) for one in told)
    assert "attempt 2" in text and "retrying in" in text and len(told) == 9
    assert KEY not in text.replace(f"KEY = {KEY!r}", "")


def test_errors_survive_a_pickle(connect: Connect, serve: Serve) -> None:
    server = serve(error(422, "VALIDATION_ERROR", 'link: </docs/errors/VALIDATION_ERROR>; rel="help"'))
    with pytest.raises(ApiError) as failed:
        connect(server.url).workspaces.create(name="")
    thawed = pickle.loads(pickle.dumps(failed.value))
    assert type(thawed) is codes.ValidationFailed and vars(thawed) == vars(failed.value)
    assert thawed.doc_url == f"{server.url}/docs/errors/VALIDATION_ERROR"
    assert str(thawed) == "No. (422 VALIDATION_ERROR, req_1)"


def test_plinth_log_writes_to_stderr_and_without_it_nothing(serve: Serve) -> None:
    server = serve(answer(200, OK))
    program = f"import core_php_sdk; core_php_sdk.Client({KEY!r}, base_url={server.url!r}).workspaces.get('wks_1')"
    for level, lines in (("debug", 2), ("", 0)):
        run = subprocess.run([sys.executable, "-c", program], env={"PLINTH_LOG": level, "PYTHONPATH": ":".join(sys.path)}, capture_output=True, text=True, timeout=60)
        assert (run.returncode, run.stdout, len(run.stderr.splitlines())) == (0, "", lines), run.stderr
        assert KEY not in run.stderr


def test_the_user_agent_names_the_program(connect: Connect, serve: Serve) -> None:
    server = serve(answer(200, OK))
    connect(server.url, app_info={"name": "shop", "version": "2.0", "url": "https://shop.example"}).workspaces.get("wks_1")
    agent = next(line for line in server.requests[0].decode().split("\r\n") if line.startswith("user-agent"))
    library = "" if connect.kind == "sync" else f" httpx/{__import__('httpx').__version__}"
    python = ".".join(map(str, sys.version_info[:3]))
    assert agent == f"user-agent: core-php-sdk/{__import__('core_php_sdk').__version__} python/{python}{library} shop/2.0 (https://shop.example)"
    with pytest.raises(SdkError):
        connect(server.url, app_info={"name": "a\r\nb"})
