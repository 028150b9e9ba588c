from __future__ import annotations

import io
import select
import socket
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from typing import Any


class DeadlineSocket:
    """A connected socket whose waits all end at one deadline: a peer that drips a byte a second gains no time."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self.sock = sock
        self.deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._arm()
        self.sock.sendall(data)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        """The file that http.client.HTTPResponse reads from; closing it leaves the socket open."""
        return _WholeLines(_Reader(self))

    def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        self._arm()
        self.sock = context.wrap_socket(self.sock, server_hostname=host)

    def receive_into(self, buffer: Any) -> int:
        self._arm()
        return self.sock.recv_into(buffer)

    def is_stale(self) -> bool:
        """True when the peer has closed it, or sent something that nothing asked for."""
        poll = select.poll() if hasattr(select, "poll") else None
        if poll is None:
            return bool(select.select([self.sock], [], [], 0)[0])
        poll.register(self.sock, select.POLLIN)
        return bool(poll.poll(0))

    def interrupt(self) -> None:
        """Ends a wait of another thread on this socket."""
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def close(self) -> None:
        self.sock.close()

    def _arm(self) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)


class _Reader(io.RawIOBase):
    def __init__(self, source: DeadlineSocket) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._source.receive_into(buffer)


class _WholeLines(io.BufferedReader):
    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        # http.client takes the end of the connection for the end of the headers.
        if not line.endswith(b"\n") and len(line) != size:
            raise ConnectionResetError
        return line


def connect(host: str, port: int, deadline: float, opened: Callable[[DeadlineSocket], None]) -> DeadlineSocket:
    """Connects to the first address of the host that answers; `opened` learns of each socket before it is waited for."""
    last: OSError | None = None
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM):
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            sock = socket.socket(family, kind, protocol)
        except OSError as err:
            last = err
            continue
        connection = DeadlineSocket(sock, deadline)
        opened(connection)
        try:
            sock.settimeout(left)
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
        except OSError as err:
            sock.close()
            last = err
        except BaseException:
            sock.close()
            raise
    raise last if last is not None else OSError(f"{host} has no address")
