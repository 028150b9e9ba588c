from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any


def answer(status: int = 200, body: bytes | str = b"", *headers: str, length: int | None = None) -> bytes:
    """The bytes of an answer; `length` says another length than the body has."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"content-length: {len(raw) if length is None else length}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def error(status: int, code: str, *headers: str, message: str = "No.") -> bytes:
    body = f'{{"error": {{"code": "{code}", "message": "{message}", "request_id": "req_1"}}}}'
    return answer(status, body, "x-request-id: req_1", *headers)


OK = '{"data": {"id": "wks_1", "name": "Acme", "slug": "acme", "created_at": "2026-01-05T00:00:00.000Z"}}'


class Connection:
    """The argument of a step that is a function."""

    def __init__(self, sock: socket.socket, server: ScriptedServer) -> None:
        self.sock, self.server = sock, server

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def until_closed(self) -> None:
        """Waits for the client to close the connection."""
        while self.sock.recv(65536):
            pass


Step = bytes | Callable[[Connection], None] | None


class ScriptedServer:
    """Answers the n-th request by the n-th step: bytes, a function of the connection, or None, which closes it."""

    def __init__(self, *steps: Step, tls: Any = None) -> None:
        self.steps = list(steps)
        self.requests: list[bytes] = []
        self.connections = 0
        self.open: set[socket.socket] = set()
        self.tls = tls
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        scheme = "http" if tls is None else "https"
        self.url = f"{scheme}://{'127.0.0.1' if tls is None else 'localhost'}:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        for sock in list(self.open):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, raw: socket.socket) -> None:
        self.open.add(raw)
        try:
            sock = raw if self.tls is None else self.tls.wrap_socket(raw, server_side=True)
            with sock:
                while self._answer_one(sock):
                    pass
        except OSError:
            pass
        finally:
            self.open.discard(raw)
            raw.close()

    def _answer_one(self, sock: socket.socket) -> bool:
        request = _read_request(sock)
        if request is None:
            return False
        with self._lock:
            self.requests.append(request)
            step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if step is None:
            return False
        if isinstance(step, bytes):
            sock.sendall(step)
        else:
            step(Connection(sock, self))
        return True


def _read_request(sock: socket.socket) -> bytes | None:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = sock.recv(65536)
        if not chunk:
            return None
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += sock.recv(65536)
    return head + b"\r\n\r\n" + body
