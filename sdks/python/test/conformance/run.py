"""Runs every case of sdks/conformance with one of the clients: run.py sync|async. The server judges."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import sys
import threading
import urllib.request
import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Any

import core_php_sdk
from core_php_sdk import AsyncClient, Client, Page, AsyncPage, Response, SdkError, response_of, webhooks
from core_php_sdk.models import Answer

SERVER = os.environ["CONFORMANCE_URL"]
IS_ASYNC = sys.argv[1] == "async"
SECONDS = {"timeoutMs": "timeout", "totalTimeoutMs": "total_timeout", "maxRetryWaitMs": "max_retry_wait", "retryDelayMs": "retry_delay"}
warned = threading.local()


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).replace("-", "_")


def http(path: str, body: Any = None, method: str = "GET") -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SERVER + path, data, {"content-type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def told(options: dict[str, Any]) -> dict[str, Any]:
    return {SECONDS.get(name, snake(name)): value / 1000 if name in SECONDS else value for name, value in options.items()}


def plain(value: Any) -> Any:
    if isinstance(value, (Page, AsyncPage)):
        return {"data": plain(value.data), "meta": plain(value.meta), "hasNextPage": value.has_next_page()}
    if isinstance(value, Response):
        return value.json() if value.status not in (204, 304) else None
    if isinstance(value, Answer):
        # By the attributes, so that what they are converted to counts; to_dict has the names.
        names = {wire: name for name, wire in type(value)._wire_names.items()}
        return {wire: plain(getattr(value, names.get(wire, wire))) for wire in value.to_dict()}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def error_seen(err: BaseException) -> dict[str, Any]:
    if isinstance(err, asyncio.CancelledError):
        return {"is": ["AbortedError", "SdkError"], "message": "cancelled"}
    names = {"code": "code", "status": "status", "details": "details", "requestId": "request_id", "retryAfter": "retry_after",
             "idempotencyKey": "idempotency_key", "attempts": "attempts", "reason": "reason"}  # fmt: skip
    found = {name: getattr(err, own) for name, own in names.items() if getattr(err, own, None) is not None}
    text = getattr(err, "message", None) or str(err)
    return {"is": [cls.__name__ for cls in type(err).__mro__], "message": text, "text": str(err), "shown": repr(err) + str(err), **found}


def response_seen(value: Any) -> dict[str, Any]:
    try:
        answer = response_of(value)
    except TypeError:
        return {}
    limit = answer.rate_limit
    return {"response": {
        "status": answer.status, "headers": answer.headers, "requestId": answer.request_id, "etag": answer.etag,
        "replayed": answer.replayed, "attempts": answer.attempts,
        **({"rateLimit": {name: getattr(limit, name) for name in limit.__slots__}} if limit else {}),
    }}  # fmt: skip


def verify(call: dict[str, Any]) -> Any:
    body = call["body"]
    given = {"bytes": body.encode(), "parsed": None}.get(call.get("as", "text"), body)
    secrets = call["secrets"]
    more = {"tolerance": call["toleranceSeconds"]} if "toleranceSeconds" in call else {}
    return webhooks.verify(
        json.loads(body) if call.get("as") == "parsed" else given, call["headers"],
        secrets[0] if len(secrets) == 1 else secrets, scheme=call.get("scheme", "standard"), **more,
    )  # fmt: skip


def begin(client: Any, call: dict[str, Any], seen: list[Any]) -> Any:
    """The value, a coroutine of it, or an iterator."""
    if call["kind"] == "verify":
        return verify(call)
    if call["kind"] == "next-page":
        return seen[call["of"] - 1].next_page()
    context = client.with_context(**told(call["context"])) if "context" in call else client
    options = told(call.get("options", {}))
    if call["kind"] == "request":
        return context.request(call["method"], call["path"], query=call.get("query"), body=call.get("body"), options=options)
    resource, name = call["operation"].split(".")
    method = snake(name.replace("list", "all") if call["kind"] == "all" else name)
    fields = {f"{name}_" if name in ("from",) else name.lstrip("$"): value for name, value in call.get("fields", {}).items()}
    fields.update({name: getattr(seen[of - 1], name) for name, of in call.get("fieldsOf", {}).items()})
    return getattr(getattr(context, snake(resource)), method)(*call.get("ids", []), **fields, options=options)


def aborting(client: Client, session: str, when: str) -> None:
    if when != "start":
        http(f"/__sessions/{session}/until/{when}")
    client.close()


async def make(client: Any, call: dict[str, Any], values: list[Any], session: str) -> Any:
    if call["kind"] == "construct":
        return None
    when = call.get("abortWhen")
    if IS_ASYNC:

        async def run() -> Any:
            value = begin(client, call, values)
            if hasattr(value, "__aiter__"):
                return [row async for row, _ in zip_async(value, call.get("take"))]
            return await value if inspect.isawaitable(value) else value

        task = asyncio.ensure_future(run())
        if when is not None:
            if when != "start":
                await asyncio.to_thread(http, f"/__sessions/{session}/until/{when}")
            task.cancel()
        return await task
    if when == "start":
        client.close()
    elif when is not None:
        threading.Thread(target=aborting, args=(client, session, when), daemon=True).start()
    value = begin(client, call, values)
    return list(islice(value, call.get("take"))) if call["kind"] in ("all", "lines") else value


async def zip_async(rows: Any, take: int | None) -> Any:
    number = 0
    async for row in rows:
        yield row, number
        number += 1
        if number == take:
            return


async def run_case(case_id: str) -> None:
    case = http(f"/__cases/{case_id}", {}, "POST")
    options = told(case["client"])
    seen: list[dict[str, Any]] = []
    values: list[Any] = []
    client: Any = None
    for call in case["calls"]:
        warned.list = []
        value: Any = None
        try:
            client = client or (AsyncClient if IS_ASYNC else Client)(options.pop("key", None), **options)
            value = await make(client, call, values, case["session"])
            if "thenRead" in call:
                getattr(value, call["thenRead"])
            seen.append({"value": plain(value), **response_seen(value)})
        except (SdkError, asyncio.CancelledError) as err:
            seen.append({"error": error_seen(err)})
        seen[-1]["warnings"] = len(warned.list)
        values.append(value)
    if client is not None:
        await client.close() if IS_ASYNC else client.close()
    result = http(f"/__sessions/{case['session']}/end", {"seen": seen}, "POST")
    for violation in result["violations"]:
        print(f"{case_id}: {violation}")


if __name__ == "__main__":
    for name in ("PLINTH_API_KEY", "PLINTH_URL"):
        os.environ.pop(name, None)
    warnings.showwarning = lambda message, category, *rest, **more: warned.list.append(message)  # type: ignore[assignment]
    warnings.simplefilter("always")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda case: asyncio.run(run_case(case["id"])), http("/__cases")))
