from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import TransportError

if TYPE_CHECKING:
    from typing import Any

    from ._response import Response

# Bytes. The beginning of a line is kept until its end arrives; lines of Plinth are shorter than this.
_line_max = 8_388_608


def is_lines(status: int, headers: dict[str, str]) -> bool:
    return status == 200 and headers.get("content-type", "").partition(";")[0].strip() == "application/x-ndjson"


def chunks_of(response: Response) -> Any:
    """The iterator of the body's bytes. Throws for another answer than lines."""
    if response.chunks is None:
        kind = response.headers.get("content-type", "no content type")
        raise response.unexpected(f"The answer ({response.status}, {kind}) is not lines of JSON. Is this address a Plinth?")
    return response.chunks


class Lines:
    """Whole lines of bytes that come in parts."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._size = 0

    def of(self, chunk: bytes) -> list[str]:
        """The lines that this part ends, without their ends."""
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join([*self._rest, lines[0]])
            self._rest, self._size = [], 0
        self._rest.append(rest)
        self._size += len(rest)
        if self._size > _line_max:
            self.end()
        return [line.decode("utf-8", "replace") for line in lines]

    def end(self) -> None:
        """Throws if the body ended within a line."""
        if self._size > 0:
            raise TransportError("There was no whole answer: it ended within a line.")
