from __future__ import annotations

import base64
import multiprocessing
import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from conftest import KEY
from core_php_sdk import Client, TransportError, response_of
from scripted_server import OK, Connection, ScriptedServer, answer, error

Connect = Callable[..., Any]
Serve = Callable[..., ScriptedServer]


def open_sockets() -> int:
    folder = f"/proc/{os.getpid()}/fd"
    links = []
    for name in os.listdir(folder):
        try:
            links.append(os.readlink(f"{folder}/{name}"))
        except OSError:
            pass
    return sum(link.startswith("socket:") for link in links)


def test_calls_share_a_connection(connect: Connect, serve: Serve) -> None:
    server = serve(answer(200, OK))
    client = connect(server.url)
    for context in (client, client.with_context(workspace_id="wks_2"), client):
        assert context.workspaces.get("wks_1").name == "Acme"
    assert (len(server.requests), server.connections) == (3, 1)
    assert [b"x-workspace-id: wks_2" in request for request in server.requests] == [False, True, False]


def test_a_connection_that_the_server_closed_meanwhile_costs_no_attempt(connect: Connect, serve: Serve) -> None:
    closed = threading.Event()

    def answer_and_close(connection: Connection) -> None:
        connection.send(answer(200, OK))
        connection.sock.shutdown(socket.SHUT_RDWR)
        closed.set()
        raise OSError

    server = serve(answer_and_close, answer(200, OK))
    client = connect(server.url, max_retries=0)
    client.workspaces.get("wks_1")
    assert closed.wait(10)
    assert response_of(client.workspaces.get("wks_1")).attempts == 1
    assert server.connections == 2


def test_an_answer_that_says_close_is_not_used_again(connect: Connect, serve: Serve) -> None:
    server = serve(answer(200, OK, "connection: close"), answer(200, OK))
    client = connect(server.url)
    client.workspaces.get("wks_1")
    client.workspaces.get("wks_1")
    assert server.connections == 2


def test_an_early_refusal_of_a_long_body_is_the_answer(serve: Serve) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def refuse() -> None:
        for _ in range(1):
            sock, _ = listener.accept()
            sock.recv(1000)
            sock.sendall(error(413, "PAYLOAD_TOO_LARGE", "connection: close"))
            sock.shutdown(socket.SHUT_WR)
            while sock.recv(1 << 20):
                pass
            sock.close()

    thread = threading.Thread(target=refuse, daemon=True)
    thread.start()
    client = Client(KEY, base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", max_retries=0)
    with pytest.raises(Exception) as failed:
        client.workspaces.create(name="x" * 5_000_000)
    assert getattr(failed.value, "code", None) == "PAYLOAD_TOO_LARGE"
    client.close()
    thread.join(10)
    listener.close()


def test_a_hundred_calls_at_once_and_no_socket_left(serve: Serve) -> None:
    before = open_sockets()
    barrier = threading.Barrier(100)

    def together(connection: Connection) -> None:
        barrier.wait(30)
        connection.send(answer(200, OK))

    server = serve(together)
    with Client(KEY, base_url=server.url) as client, ThreadPoolExecutor(100) as threads:
        for _ in range(2):
            names = list(threads.map(lambda _: client.workspaces.get("wks_1").name, range(100)))
            assert names == ["Acme"] * 100
        assert server.connections <= 200
    server.close()
    deadline = threading.Event()
    for _ in range(200):
        if open_sockets() <= before:
            break
        deadline.wait(0.05)
    assert open_sockets() <= before


def test_ten_thousand_calls_leave_nothing(serve: Serve) -> None:
    server = serve(answer(200, OK))
    before, threads = open_sockets(), threading.active_count()
    with Client(KEY, base_url=server.url) as client:
        for _ in range(10_000):
            client.workspaces.get("wks_1")
        assert server.connections == 1
    server.close()
    for _ in range(200):
        if open_sockets() < before and threading.active_count() <= threads:
            break
        threading.Event().wait(0.05)
    # The listener, which was open before, is closed as well.
    assert open_sockets() < before and threading.active_count() <= threads


def test_a_forked_child_opens_its_own_connection(serve: Serve) -> None:
    server = serve(answer(200, OK))
    client = Client(KEY, base_url=server.url)
    client.workspaces.get("wks_1")
    child = multiprocessing.get_context("fork").Process(target=client.workspaces.get, args=("wks_1",))
    child.start()
    child.join(30)
    client.workspaces.get("wks_1")
    assert (child.exitcode, server.connections, len(server.requests)) == (0, 2, 3)
    client.close()


def test_a_trusted_certificate_of_the_environment(connect: Connect, serve: Serve, certificate: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    server = serve(answer(200, OK), tls=certificate.server_context)
    client = connect(server.url)
    for _ in range(3):
        assert client.workspaces.get("wks_1").name == "Acme"
    assert server.connections == 1


def test_the_proxy_of_the_environment(connect: Connect, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(answer(200, OK))
    monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//user:p%40ss@"))
    connect("http://plinth.invalid:81").workspaces.get("wks_1")
    request = proxy.requests[0].lower()
    assert request.startswith(b"get http://plinth.invalid:81/api/v1/workspaces/wks_1 http/1.1")
    assert b"proxy-authorization: basic " + base64.b64encode(b"user:p@ss").lower() in request


def test_no_proxy_of_the_environment(connect: Connect, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, server = serve(answer(200, OK)), serve(answer(200, OK))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    connect(server.url).workspaces.get("wks_1")
    assert (len(proxy.requests), len(server.requests)) == (0, 1)


def test_https_goes_through_a_tunnel(connect: Connect, serve: Serve, certificate: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(answer(200, OK), tls=certificate.server_context)

    def tunnel(connection: Connection) -> None:
        with socket.create_connection(("127.0.0.1", server.port)) as onward:
            connection.send(b"HTTP/1.1 200 Connected\r\n\r\n")
            back = threading.Thread(target=copy, args=(onward, connection.sock), daemon=True)
            back.start()
            copy(connection.sock, onward)
            back.join(10)
        raise OSError

    proxy = serve(tunnel)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    monkeypatch.setenv("https_proxy", proxy.url)
    assert connect(server.url).workspaces.get("wks_1").name == "Acme"
    assert proxy.requests[0].startswith(f"CONNECT localhost:{server.port} HTTP/1.1".encode())
    assert KEY.encode() not in proxy.requests[0] and KEY.encode() in server.requests[0]


def test_a_proxy_that_refuses_is_a_transport_error(connect: Connect, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(answer(407, "no", "connection: close"))
    monkeypatch.setenv("https_proxy", proxy.url)
    with pytest.raises(TransportError):
        connect("https://plinth.invalid", max_retries=0).users.current()


def copy(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
