from __future__ import annotations

import asyncio
import json
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timezone
from typing import Any

import pytest
from conftest import KEY
from core_php_sdk import NOT_GIVEN, AsyncClient, Client, RateLimitError, SdkError, errors, response_of
from core_php_sdk._paging import Unseen
from core_php_sdk._settings import CallOptions
from scripted_server import OK, ScriptedServer, answer, error

Connect = Callable[..., Any]
Serve = Callable[..., ScriptedServer]


def sent_body(request: bytes) -> Any:
    return json.loads(request.partition(b"\r\n\r\n")[2])


def test_none_clears_and_not_given_is_left_out(connect: Connect, serve: Serve) -> None:
    server = serve(answer(200, OK))
    client = connect(server.url)
    client.namespaces.update("ns_1", workspace_id=None, description=NOT_GIVEN)
    assert sent_body(server.requests[0]) == {"workspace_id": None}
    client.workspaces.suspend("wks_1")
    request = server.requests[1].lower()
    assert b"content-length: 0" in request and b"content-type" not in request


def test_times_are_sent_as_the_api_has_them(connect: Connect, serve: Serve) -> None:
    page = '{"data": [], "meta": {"current_page": 1, "last_page": 1}}'
    server = serve(answer(200, page))
    client = connect(server.url)
    client.workspaces.list(created_after=datetime(2026, 1, 5, 9, tzinfo=timezone.utc), created_before=date(2026, 2, 1), sort=["-name"])
    line = server.requests[0].split(b" ")[1]
    assert line == b"/api/v1/workspaces?sort=-name&created_after=2026-01-05T09%3A00%3A00Z&created_before=2026-02-01"
    with pytest.raises(SdkError, match="has no time zone"):
        client.workspaces.list(created_after=datetime(2026, 1, 5))


def test_response_of_tells_how_an_answer_came(connect: Connect, serve: Serve) -> None:
    headers = ("x-request-id: req_9", 'etag: "1-a"', "idempotent-replayed: true", "x-ratelimit-limit: 1000", "x-ratelimit-remaining: 7", "x-ratelimit-reset: 1767607200")
    server = serve(answer(201, OK, *headers), answer(200, '{"data": [{"feature": "a"}]}'), answer(204))
    client = connect(server.url)
    response = response_of(client.workspaces.create(name="Acme", options={"idempotency_key": "mine"}))
    assert (response.status, response.request_id, response.etag, response.replayed) == (201, "req_9", '"1-a"', True)
    assert (response.attempts, response.idempotency_key, repr(response.rate_limit)) == (1, "mine", "RateLimit(limit=1000, remaining=7, reset=1767607200)")
    assert response_of(client.entitlements.reconcile("ns_1")).status == 200
    assert response_of(client.workspaces.delete("wks_1")).rate_limit is None
    with pytest.raises(TypeError, match="response_of takes"):
        response_of("wks_1")


def test_a_deprecated_route_warns_once(connect: Connect, serve: Serve) -> None:
    server = serve(answer(200, OK, "deprecation: @1767607200", "sunset: Tue, 05 Jan 2027 00:00:00 GMT"))
    client = connect(server.url)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for id in ("wks_1", "wks_2"):
            client.with_context(workspace_id="w").workspaces.get(id)
    sentences = [str(one.message) for one in caught if one.category is DeprecationWarning]
    assert sentences == ["GET /workspaces/{workspace_id} is deprecated. It ends on Tue, 05 Jan 2027 00:00:00 GMT."]
    if connect.kind == "sync":
        assert caught[0].filename == __file__


def test_rows_of_the_last_two_pages_are_not_seen_again() -> None:
    unseen: Unseen = Unseen()
    pages = [[{"id": "a"}, {"id": "b"}], [{"id": "b"}, {"id": "c"}], [{"id": "a"}, {"id": "d"}], [{"id": "a"}]]
    assert [[row["id"] for row in unseen.of(page)] for page in pages] == [["a", "b"], ["c"], ["d"], []]
    assert Unseen().of([{"user_id": "u"}, {"user_id": "v"}]) == [{"user_id": "u"}, {"user_id": "v"}]


def reserved(allowed: bool = True) -> bytes:
    reservation = {"id": "res_1", "feature": "a", "quantity": 5, "status": "pending", "expires_at": "2026-01-05T00:00:00Z"}
    return answer(200, json.dumps({"allowed": allowed, "message": "No more.", **({"reservation": reservation} if allowed else {})}))


SETTLED = answer(200, '{"data": {"id": "res_1", "status": "committed"}}')


@pytest.mark.parametrize("used", [None, 2])
def test_a_reservation_is_committed(serve: Serve, used: int | None) -> None:
    server = serve(reserved(), SETTLED)
    with Client(KEY, base_url=server.url) as client, client.entitlements.with_reservation("ns_1", feature="a", quantity=5, ttl_seconds=60) as held:
        assert held.id == "res_1"
        held.used = used
    assert server.requests[1].startswith(b"POST /api/v1/namespaces/ns_1/entitlements/reservations/res_1/commit")
    assert server.requests[1].endswith(b"\r\n\r\n" if used is None else b'{"quantity":2}')


@pytest.mark.parametrize("fails", [False, True])
def test_what_follows_a_reserve_has_its_context_and_another_key(serve: Serve, fails: bool) -> None:
    server = serve(reserved(), SETTLED, reserved(), SETTLED)
    options: CallOptions = {"workspace_id": "wks_2", "idempotency_key": "mine"}

    async def run_async() -> None:
        async with AsyncClient(KEY, base_url=server.url) as client:
            async with client.entitlements.with_reservation("ns_1", feature="a", quantity=5, ttl_seconds=60, options=options):
                assert not fails

    with Client(KEY, base_url=server.url) as client, suppress(AssertionError):
        with client.entitlements.with_reservation("ns_1", feature="a", quantity=5, ttl_seconds=60, options=options):
            assert not fails
    with suppress(AssertionError):
        asyncio.run(run_async())
    requests = [request.lower() for request in server.requests]
    assert [b"x-workspace-id: wks_2" in request for request in requests] == [True] * 4
    assert [b"idempotency-key: mine\r\n" in request for request in requests] == [True, False, True, False]


def test_an_error_in_the_block_releases(serve: Serve) -> None:
    server = serve(reserved(), SETTLED)
    with pytest.raises(ZeroDivisionError), Client(KEY, base_url=server.url) as client:
        with client.entitlements.with_reservation("ns_1", feature="a", quantity=5, ttl_seconds=60):
            1 / 0
    assert server.requests[1].startswith(b"POST /api/v1/namespaces/ns_1/entitlements/reservations/res_1/release")


def test_a_refused_reservation_does_not_run_the_block(serve: Serve) -> None:
    server = serve(reserved(allowed=False))
    with Client(KEY, base_url=server.url) as client, pytest.raises(errors.ReservationRefused, match="No more") as refused:
        with client.entitlements.with_reservation("ns_1", feature="a", quantity=5, ttl_seconds=60):
            raise AssertionError
    assert refused.value.decision is not None and refused.value.decision.allowed is False


def test_async_reservations_do_the_same(serve: Serve) -> None:
    server = serve(reserved(), SETTLED, reserved(), SETTLED)

    async def run() -> None:
        async with AsyncClient(KEY, base_url=server.url) as client:
            async with client.entitlements.with_reservation("ns_1", feature="a", quantity=5, ttl_seconds=60):
                pass
            with pytest.raises(ZeroDivisionError):
                async with client.entitlements.with_reservation("ns_1", feature="a", quantity=5, ttl_seconds=60):
                    1 / 0

    asyncio.run(run())
    assert [request.split(b" ")[1].rpartition(b"/")[2] for request in server.requests] == [b"reserve", b"commit", b"reserve", b"release"]


@pytest.mark.parametrize("moment", ["during", "between"])
def test_a_cancelled_task_ends_at_once_and_asks_no_more(serve: Serve, moment: str) -> None:
    server = serve((lambda connection: connection.until_closed()) if moment == "during" else error(503, "SERVICE_UNAVAILABLE", "retry-after: 20"))

    async def run() -> None:
        begun = asyncio.Event()
        async with AsyncClient(KEY, base_url=server.url, on_retry=lambda *_: begun.set()) as client:
            task = asyncio.create_task(client.workspaces.create(name="Acme"))
            if moment == "during":
                while not server.requests:
                    await asyncio.sleep(0.01)
            else:
                await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(run())
    assert len(server.requests) == 1


def test_closing_an_async_client_aborts_its_calls(serve: Serve) -> None:
    server = serve(lambda connection: connection.until_closed())

    async def run() -> None:
        client = AsyncClient(KEY, base_url=server.url)
        task = asyncio.create_task(client.workspaces.create(name="Acme"))
        while not server.requests:
            await asyncio.sleep(0.01)
        await client.close()
        with pytest.raises(errors.AbortedError) as failed:
            await task
        assert failed.value.idempotency_key
        with pytest.raises(errors.AbortedError):
            await client.users.current()

    asyncio.run(run())


def test_an_async_client_serves_one_event_loop_after_another(serve: Serve) -> None:
    server = serve(answer(200, OK, "set-cookie: a=b"))
    client = AsyncClient(KEY, base_url=server.url)
    for _ in range(2):
        assert asyncio.run(client.workspaces.get("wks_1")).name == "Acme"
    assert not any(b"cookie:" in request.lower() for request in server.requests)


def test_without_httpx_the_async_client_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("httpx", "httpx2"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SdkError, match=r"pip install 'core-php-sdk\[async\]'"):
        AsyncClient(KEY)


def test_httpx2_is_taken_before_httpx(monkeypatch: pytest.MonkeyPatch, serve: Serve) -> None:
    import sys

    import httpx

    monkeypatch.setitem(sys.modules, "httpx2", httpx)
    server = serve(answer(200, OK))
    assert asyncio.run(AsyncClient(KEY, base_url=server.url).workspaces.get("wks_1")).name == "Acme"
    assert f" httpx2/{httpx.__version__}\r\n".encode() in server.requests[0]


def test_hooks_see_attempts_and_waits(connect: Connect, serve: Serve) -> None:
    told: list[Any] = []
    server = serve(error(429, "RATE_LIMIT_EXCEEDED", "retry-after: 0"))
    client = connect(
        server.url,
        on_request=lambda attempt: told.append(("sent", attempt.number, attempt.idempotency_key)),
        on_response=lambda attempt, response: told.append(("answered", attempt.number, response.status)),
        on_retry=lambda attempt, err, seconds: told.append(("retry", attempt.number, err.code, 0 <= seconds <= 0.02)),
    )
    with pytest.raises(RateLimitError):
        client.workspaces.create(name="Acme", options={"idempotency_key": "k", "max_retries": 1})
    assert told == [("sent", 1, "k"), ("answered", 1, 429), ("retry", 1, "RATE_LIMIT_EXCEEDED", True), ("sent", 2, "k"), ("answered", 2, 429)]


def test_waits_as_long_as_the_server_asks_and_spreads_after_it(connect: Connect, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.uniform", lambda low, high: high)
    waits: list[float] = []
    server = serve(error(429, "RATE_LIMIT_EXCEEDED", "retry-after: 1"), answer(200, OK))
    client = connect(server.url, retry_delay=0.02, on_retry=lambda attempt, err, seconds: waits.append(seconds))
    assert client.workspaces.get("wks_1").name == "Acme"
    assert waits == [pytest.approx(1.02)]
