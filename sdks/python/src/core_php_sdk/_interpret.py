from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._answer import Answer, Asked, convert, object_of
from ._not_given import NOT_GIVEN
from ._operation import json_body, query_string
from ._paging import PageMeta
from ._response import AnswerList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._operation import Operation
    from ._response import Response


def target_of(operation: Operation, prefix: str, ids: Sequence[str], fields: Mapping[str, Any]) -> str:
    query = {name: value for name, value in fields.items() if name in operation.query}
    return f"{prefix}{operation.target(ids)}{query_string(query)}"


def body_of(operation: Operation, fields: Mapping[str, Any]) -> bytes | None:
    body = {name: value for name, value in fields.items() if name not in operation.query and value is not NOT_GIVEN}
    return json_body(body) if body or operation.has_body else None


def value_of(operation: Operation, fields: Mapping[str, Any], response: Response) -> Any:
    """The result of the method, from an answer that is 2xx or 304."""
    if operation.answer == "none":
        return response
    if response.status in (204, 304):
        return None
    body = _body(operation, response)
    asked = _asked(operation, fields)
    if operation.answer == "page":
        return _rows(operation, body, asked), PageMeta(body["meta"])
    value = body if operation.answer == "bare" else body["data"]
    if isinstance(operation.kind, str) and isinstance(value, dict):
        return object_of(operation.kind, value, asked, response)
    converted = convert(operation.kind, value)
    if isinstance(converted, list):
        return _answered(converted, response)
    # A union: one of its classes.
    converted.__dict__.update(_asked=asked, _response=response)
    return converted


def untyped_value_of(response: Response) -> Any:
    """The result of `request`, from an answer that is 2xx or 304."""
    body = response.json()
    value = body["data"] if isinstance(body, dict) and "data" in body else body
    if isinstance(value, dict):
        return Answer(value, response=response)
    if isinstance(value, list):
        return _answered([Answer(row) if isinstance(row, dict) else row for row in value], response)
    return response if value is None else value


def _answered(rows: list[Any], response: Response) -> AnswerList[Any]:
    answered = AnswerList[Any](rows)
    answered._response = response
    return answered


def _rows(operation: Operation, body: dict[str, Any], asked: Asked) -> list[Any]:
    if not isinstance(operation.kind, str):
        return [convert(operation.kind, row) for row in body["data"]]
    return [object_of(operation.kind, row, asked) for row in body["data"]]


def _asked(operation: Operation, fields: Mapping[str, Any]) -> Asked:
    def words(name: str) -> list[str] | None:
        value: Any = fields.get(name) if name in operation.query else None
        return None if value is None or value is NOT_GIVEN else [value] if isinstance(value, str) else list(value)

    return Asked(words("fields"), words("include") or [])


def _body(operation: Operation, response: Response) -> dict[str, Any]:
    body = response.json()
    is_list = operation.answer == "page"
    fits = isinstance(body, dict) and (
        operation.answer == "bare"
        or (not is_list and "data" in body)
        or (is_list and isinstance(body.get("data"), list) and isinstance(body.get("meta"), dict))
    )
    if fits and (is_list or isinstance(body if operation.answer == "bare" else body["data"], (dict, list))):
        checked: dict[str, Any] = body
        return checked
    what = f"The answer to {operation.id} ({response.status}) has another form than Plinth's."
    raise response.unexpected(f"{what} Is this address a Plinth?")
