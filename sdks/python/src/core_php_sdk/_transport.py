from __future__ import annotations

import http.client
import os
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from ._lines import is_lines
from ._response import Response
from ._route import route_to
from ._socket import DeadlineSocket, connect
from .errors import AbortedError, TransportError, TransportTimeout

if TYPE_CHECKING:
    import socket
    import ssl
    from collections.abc import Iterator

    from ._call import Send
    from ._secret import Secret

_idle_max = 100
_chunk_size = 65_536


class Transport:
    """Sends over kept connections to one server. Threads may share it; a forked child opens its own connections."""

    def __init__(self, origin: str, ssl_context: ssl.SSLContext | None) -> None:
        self._origin = origin
        self._route = route_to(origin)
        self._ssl_context = ssl_context
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._idle: list[DeadlineSocket] = []
        self._busy: set[DeadlineSocket] = set()
        self._pid = os.getpid()

    def send(self, send: Send, key: Secret) -> Response:
        """One attempt. Throws TransportError, TransportTimeout or, once the client is closed, AbortedError."""
        deadline = time.monotonic() + send.seconds
        held: list[DeadlineSocket] = []
        try:
            with self._named(send, send.seconds):
                sock = self._take(deadline, held)
                response, is_kept = self._exchange(sock, send, key)
            if response.chunks is None:
                self._give_back(sock, is_kept)
            held.clear()
            return response
        finally:
            for sock in held:
                self._give_back(sock, False)

    @contextmanager
    def _named(self, send: Send, seconds: float) -> Iterator[None]:
        """Throws what fails within as an error of the SDK."""
        where = f"{send.method} {self._origin}{send.target.partition('?')[0]}"
        try:
            yield
        except TimeoutError:
            self._fail_if_closed(where)
            raise TransportTimeout(f"{where} had no whole answer within {seconds:.3g} s.") from None
        except (OSError, http.client.HTTPException, ValueError) as err:
            self._fail_if_closed(where)
            raise _failure(f"{where} failed: {_reason(err)}.", err) from err

    def _chunks(self, send: Send, sock: DeadlineSocket, answer: http.client.HTTPResponse) -> Iterator[bytes]:
        """The bytes of a body as they come; each wait for more may take `more_seconds`."""
        is_whole = False
        try:
            while not is_whole:
                with self._named(send, send.more_seconds):
                    sock.deadline = time.monotonic() + send.more_seconds
                    chunk = answer.read1(_chunk_size)
                    if not chunk and answer.length:
                        raise http.client.IncompleteRead(b"")
                is_whole = not chunk
                yield chunk
        finally:
            is_kept = is_whole and not answer.will_close
            answer.close()
            self._give_back(sock, is_kept)

    def wait(self, seconds: float) -> None:
        """Sleeps; close() ends it."""
        if self._closed.wait(seconds):
            raise AbortedError("The client was closed while a call waited for its next attempt.")

    def close(self) -> None:
        self._closed.set()
        with self._lock:
            idle, self._idle = self._idle, []
            busy = list(self._busy)
        for sock in idle:
            sock.close()
        for sock in busy:
            sock.interrupt()

    def _take(self, deadline: float, held: list[DeadlineSocket]) -> DeadlineSocket:
        self._fail_if_closed("The call")
        with self._lock:
            if self._pid != os.getpid():
                self._idle, self._busy, self._pid = [], set(), os.getpid()
            while self._idle:
                sock = self._idle.pop()
                if sock.is_stale():
                    sock.close()
                    continue
                sock.deadline = deadline
                self._busy.add(sock)
                held.append(sock)
                return sock
        return self._open(deadline, held)

    def _open(self, deadline: float, held: list[DeadlineSocket]) -> DeadlineSocket:
        def opened(sock: DeadlineSocket) -> None:
            with self._lock:
                self._busy.add(sock)
            held.append(sock)

        route = self._route
        sock = connect(route.host, route.port, deadline, opened)
        if route.is_tunnel:
            _tunnel(sock, route.server, route.server_port, route.proxy_headers)
        if route.is_tls:
            sock.start_tls(self._tls(), route.server)
        return sock

    def _give_back(self, sock: DeadlineSocket, is_kept: bool) -> None:
        with self._lock:
            self._busy.discard(sock)
            if is_kept and not self._closed.is_set() and len(self._idle) < _idle_max:
                self._idle.append(sock)
                return
        sock.close()

    def _exchange(self, sock: DeadlineSocket, send: Send, key: Secret) -> tuple[Response, bool]:
        target = send.target
        headers = {"host": self._origin.partition("://")[2], **send.headers, "authorization": f"Bearer {key.reveal()}"}
        if self._route.is_proxied and not self._route.is_tunnel:
            target = self._origin + target
            headers.update(self._route.proxy_headers)
        if send.body is not None or send.method != "GET":
            headers["content-length"] = str(len(send.body or b""))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        sent: OSError | None = None
        try:
            sock.sendall(f"{send.method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + (send.body or b""))
        except (BrokenPipeError, ConnectionResetError) as err:
            # A server may refuse a body before it has read it: its answer is worth more than the broken pipe.
            sent = err
        answer = _answer_on(sock, send.method)
        is_open = False
        try:
            answer.begin()
            received = {name.lower(): value for name, value in answer.headers.items()}
            is_open = send.is_open and is_lines(answer.status, received)
            if is_open:
                return Response(answer.status, received, b"", self._chunks(send, sock, answer)), False
            body = answer.read()
        except (OSError, http.client.HTTPException) as err:
            raise sent or err
        finally:
            if not is_open:
                answer.close()
        has_stray_body = answer.status in (204, 304) and (
            answer.headers.get("content-length", "0") != "0" or "transfer-encoding" in answer.headers
        )
        return Response(answer.status, received, body), not (answer.will_close or has_stray_body or sent)

    def _tls(self) -> ssl.SSLContext:
        if self._ssl_context is None:
            import ssl

            self._ssl_context = ssl.create_default_context()
        return self._ssl_context

    def _fail_if_closed(self, where: str) -> None:
        if self._closed.is_set():
            raise AbortedError(f"{where} ended: the client was closed.") from None


def _tunnel(sock: DeadlineSocket, host: str, port: int, headers: dict[str, str]) -> None:
    address = f"{f'[{host}]' if ':' in host else host}:{port}"
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    sock.sendall(f"CONNECT {address} HTTP/1.1\r\nhost: {address}\r\n{lines}\r\n".encode("latin-1"))
    answer = _answer_on(sock, "CONNECT")
    try:
        answer.begin()
        if answer.status != 200:
            raise ConnectionError(f"the proxy answered {answer.status} to CONNECT")
    finally:
        answer.close()


def _answer_on(sock: DeadlineSocket, method: str) -> http.client.HTTPResponse:
    # All that it asks of its socket is makefile.
    return http.client.HTTPResponse(cast("socket.socket", sock), method=method)


def _failure(message: str, cause: Exception) -> TransportError:
    import ssl

    error = TransportError(message)
    error.is_retryable = not isinstance(cause, ssl.SSLCertVerificationError)
    return error


def _reason(err: Exception) -> str:
    if isinstance(err, http.client.IncompleteRead):
        return "the answer was cut"
    if isinstance(err, (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)):
        return "the connection was closed before the answer"
    if isinstance(err, http.client.HTTPException):
        return f"the answer is not HTTP ({type(err).__name__})"
    return str(err).rstrip(".") or type(err).__name__
