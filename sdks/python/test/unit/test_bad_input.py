"""Nothing that a caller, a network or a proxy does hangs, crashes with a foreign error or shows the key."""

from __future__ import annotations

import socket
import threading
import time
import traceback
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import pytest
from conftest import KEY
from core_php_sdk import (
    AbortedError,
    ApiError,
    Client,
    NotFoundError,
    RateLimitError,
    SdkError,
    ServerError,
    TransportError,
    TransportTimeout,
    UnexpectedAnswerError,
)
from core_php_sdk._route import route_to
from scripted_server import OK, Connection, ScriptedServer, answer, error

Connect = Callable[..., Any]
Serve = Callable[..., ScriptedServer]


def shown(err: BaseException) -> str:
    return "".join(traceback.format_exception(err)) + repr(err) + repr(vars(err))


@pytest.mark.parametrize("key", [None, "", "sk_test\nx", "sk test", "sk_tést", "sk\x00", 42])
def test_a_key_that_is_none_is_refused(connect: Connect, key: Any) -> None:
    with pytest.raises(SdkError) as refused:
        connect("http://127.0.0.1:1", key)
    if key:
        assert str(key) not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8080", "ftp://x", "http://", "http://u:p@h", "http://h:port", "http://h/?a=1", "http://h\n", "http://[::1"]
)
def test_an_address_that_is_none_is_refused(connect: Connect, url: str) -> None:
    with pytest.raises(SdkError, match="base_url must be an http or https address"):
        connect(url)


@pytest.mark.parametrize("id", ["", ".", "..", "a\nb", "a\x7f", "\ud800", 5, None])
def test_an_id_that_is_none_is_refused_before_anything_is_sent(connect: Connect, serve: Serve, id: Any) -> None:
    server = serve(answer(200, OK))
    with pytest.raises(SdkError):
        connect(server.url).workspaces.get(id)
    assert server.requests == []


@pytest.mark.parametrize(("id", "sent"), [("../x", b"..%2Fx"), ("a/b", b"a%2Fb"), ("ä?#", b"%C3%A4%3F%23"), ("%2e%2e", b"%252e%252e")])
def test_an_id_stays_one_segment(connect: Connect, serve: Serve, id: str, sent: bytes) -> None:
    server = serve(answer(200, OK))
    connect(server.url).workspaces.get(id)
    assert server.requests[0].split(b" ")[1] == b"/api/v1/workspaces/" + sent


@pytest.mark.parametrize(
    "options",
    [{"idempotency_key": "a\r\nb"}, {"idempotency_key": ""}, {"idempotency_key": "x" * 256}, {"workspace_id": "ü"},
     {"headers": {"X-A": "b\r\nx: y"}}, {"headers": {"X A": "b"}}, {"headers": {"Authorization": "b"}},
     {"timeout": -1}, {"timeout": "soon"}, {"max_retries": float("nan")}],
)  # fmt: skip
def test_options_that_are_none_are_refused_before_anything_is_sent(connect: Connect, serve: Serve, options: Any) -> None:
    server = serve(answer(201, OK))
    with pytest.raises(SdkError):
        connect(server.url).workspaces.create(name="Acme", options=options)
    assert server.requests == []


@pytest.mark.parametrize("settings", [{"x": object()}, {"x": float("nan")}, {"x": time}])
def test_a_body_that_is_no_json_is_refused(connect: Connect, serve: Serve, settings: Any) -> None:
    server = serve(answer(201, OK))
    with pytest.raises(SdkError, match="cannot be sent as JSON"):
        connect(server.url).workspaces.create(name="Acme", settings=settings)
    assert server.requests == []


@pytest.mark.parametrize("path", ["workspaces", "/../x", "/a/%2e%2E/b", "/a?b=1", "/a b", "http://other/x", "//..", 5])
def test_a_path_that_is_none_is_refused(connect: Connect, path: Any) -> None:
    with pytest.raises(SdkError, match="path must begin"):
        connect("http://127.0.0.1:1").request("GET", path)


def test_a_refused_connection_names_the_address(connect: Connect) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(TransportError, match=f"http://127.0.0.1:{port}") as failed:
        connect(f"http://127.0.0.1:{port}").workspaces.create(name="Acme")
    assert failed.value.attempts == 3 and failed.value.idempotency_key
    assert "default" not in str(failed.value) and KEY not in shown(failed.value)


def test_the_default_address_is_told(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing answers there, and nothing is asked: the proxy is a closed port.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with pytest.raises(TransportError, match="This is the default address; set base_url or PLINTH_URL"):
        connect(None).users.current()


def test_a_host_without_address_is_a_transport_error(connect: Connect) -> None:
    with pytest.raises(TransportError):
        connect("http://nowhere.invalid", max_retries=0).users.current()


def test_no_tls_where_tls_is_due(connect: Connect, serve: Serve) -> None:
    server = serve(answer(200, OK))
    with pytest.raises(TransportError) as failed:
        connect(server.url.replace("http:", "https:"), max_retries=0, timeout=0.5).users.current()
    assert KEY not in shown(failed.value)


def test_a_certificate_that_is_not_trusted_is_not_asked_twice(connect: Connect, serve: Serve, certificate: Any) -> None:
    server = serve(answer(200, OK), tls=certificate.server_context)
    with pytest.raises(TransportError, match="(?i)certificate") as failed:
        connect(server.url).users.current()
    assert failed.value.attempts == 1 and server.requests == []


@pytest.mark.parametrize(
    ("step", "attempts"),
    [(answer(200, "<html>", "content-type: text/html"), 1), (answer(502, "<html>", "content-type: text/html"), 3),
     (answer(404, "<html>"), 1), (answer(200, '{"data": {"id": '), 1), (answer(200, ""), 1), (answer(200, "[1]"), 1),
     (answer(200, '{"data": 5}'), 1), (answer(200, '{"data": null}'), 1), (answer(200, "[" * 100_000), 1),
     (answer(200, b"\xff\xfe"), 1), (answer(302, "", "location: http://127.0.0.1:1/"), 1), (answer(503, "[]"), 3)],
)  # fmt: skip
def test_an_answer_that_is_not_plinths(connect: Connect, serve: Serve, step: bytes, attempts: int) -> None:
    server = serve(step)
    with pytest.raises(UnexpectedAnswerError) as failed:
        connect(server.url).workspaces.create(name="Acme")
    assert (len(server.requests), failed.value.attempts) == (attempts, attempts)
    assert failed.value.idempotency_key and KEY not in shown(failed.value) and len(str(failed.value)) < 1000


def test_redirects_are_not_followed(connect: Connect, serve: Serve) -> None:
    other = serve(answer(200, OK))
    server = serve(answer(307, "", f"location: {other.url}/api/v1/user"))
    with pytest.raises(UnexpectedAnswerError, match="Redirects are not followed") as failed:
        connect(server.url).users.current()
    assert failed.value.status == 307 and other.requests == []


@pytest.mark.parametrize("step", [b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 99999 X\r\n\r\n", answer(200, "{", length=50), b"HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"])
def test_an_answer_that_is_cut_or_no_http_is_a_transport_error(connect: Connect, serve: Serve, step: bytes) -> None:
    def send_and_close(connection: Connection) -> None:
        connection.send(step)
        raise OSError

    server = serve(send_and_close)
    with pytest.raises(TransportError) as failed:
        connect(server.url).workspaces.create(name="Acme")
    assert failed.value.attempts == 3 and len(set(server.requests)) == 1


def test_a_204_with_a_body_gives_nothing_and_spoils_nothing(connect: Connect, serve: Serve) -> None:
    server = serve(answer(204, "surprise"), answer(200, OK))
    client = connect(server.url)
    assert client.workspaces.delete("wks_1").status == 204
    assert client.workspaces.get("wks_1").name == "Acme"


def test_a_body_of_ten_megabytes_arrives(connect: Connect, serve: Serve) -> None:
    server = serve(answer(200, f'{{"data": {{"id": "wks_1", "name": "{"x" * 10_000_000}"}}}}'))
    assert len(connect(server.url).workspaces.get("wks_1").name) == 10_000_000


@pytest.mark.parametrize("part", ["headers", "body", "nothing"])
def test_the_timeout_covers_headers_and_body(connect: Connect, serve: Serve, part: str) -> None:
    whole = answer(200, OK)
    head = 20 if part == "headers" else whole.index(b"\r\n\r\n") + 10

    def drip(connection: Connection) -> None:
        if part == "nothing":
            return connection.until_closed()
        connection.send(whole[:head])
        for byte in whole[head:]:
            time.sleep(0.1)
            connection.send(bytes([byte]))

    server = serve(drip)
    with pytest.raises(TransportTimeout) as failed:
        connect(server.url, timeout=0.4, max_retries=0).workspaces.create(name="Acme")
    assert failed.value.idempotency_key and KEY not in shown(failed.value)


def test_the_total_timeout_covers_every_attempt(connect: Connect, serve: Serve) -> None:
    server = serve(lambda connection: connection.until_closed())
    with pytest.raises(TransportTimeout):
        connect(server.url, timeout=30, total_timeout=0.4).users.current()
    assert len(server.requests) == 1


@pytest.mark.parametrize("wish", ["86400", formatdate(time.time() + 86_400, usegmt=True)])
def test_a_wish_for_a_day_is_an_error_at_once(connect: Connect, serve: Serve, wish: str) -> None:
    server = serve(error(429, "RATE_LIMIT_EXCEEDED", f"retry-after: {wish}"))
    with pytest.raises(RateLimitError) as failed:
        connect(server.url).users.current()
    assert len(server.requests) == 1 and failed.value.retry_after == pytest.approx(86_400, abs=60)


@pytest.mark.parametrize("wish", ["", "soon", "-5", "1e9", "0x1", "Mon, 99 Foo", "٣", formatdate(0, usegmt=True), "9" * 400 + "x"])
def test_a_wish_that_is_nonsense_or_past_is_none(connect: Connect, serve: Serve, wish: str) -> None:
    server = serve(error(503, "SERVICE_UNAVAILABLE", f"retry-after: {wish}".encode().decode("latin-1")))
    with pytest.raises(ServerError):
        connect(server.url, max_retries=1).users.current()
    assert len(server.requests) == 2


def test_an_unknown_code_keeps_the_class_of_its_status(connect: Connect, serve: Serve) -> None:
    server = serve(error(404, "NEVER_HEARD"), error(418, "TEAPOT"))
    with pytest.raises(NotFoundError) as failed:
        connect(server.url).workspaces.get("wks_1")
    assert (failed.value.code, failed.value.request_id) == ("NEVER_HEARD", "req_1")
    with pytest.raises(ApiError) as other:
        connect(server.url).workspaces.get("wks_1")
    assert type(other.value) is ApiError


@pytest.mark.parametrize("moment", ["before", "during", "between"])
def test_closing_the_client_aborts_its_calls(serve: Serve, moment: str) -> None:
    begun = threading.Event()

    def wait(connection: Connection) -> None:
        begun.set()
        connection.until_closed()

    server = serve(wait if moment == "during" else error(503, "SERVICE_UNAVAILABLE", "retry-after: 20"))
    client = Client(KEY, base_url=server.url, on_retry=lambda *_: begun.set())
    if moment == "before":
        client.close()
    else:
        threading.Thread(target=lambda: (begun.wait(), client.close()), daemon=True).start()
    with pytest.raises(AbortedError) as failed:
        client.workspaces.create(name="Acme")
    assert failed.value.idempotency_key and len(server.requests) == (0 if moment == "before" else 1)




@pytest.mark.parametrize("options", [{"idempotencyKey": "x"}, {"timeouts": 1}, {1: 2}, "timeout", 5, ["timeout"]])
def test_an_unknown_option_is_refused_before_anything_is_sent(connect: Connect, serve: Serve, options: Any) -> None:
    server = serve(answer(200, OK))
    for call in (lambda client: client.users.current(options=options), lambda client: client.request("GET", "/user", options=options)):
        with pytest.raises(SdkError, match="option"):
            call(connect(server.url))
    assert server.requests == []


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:xx", "http://127.0.0.1:99999", "http://[::1", "https://proxy", "http://"])
def test_a_proxy_of_the_environment_that_is_none(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(SdkError, match="The http proxy of the environment is not an http:// address"):
        route_to("http://192.0.2.1")
