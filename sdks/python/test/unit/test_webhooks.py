from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from core_php_sdk import SdkError, WebhookVerificationError, events
from core_php_sdk.webhooks import sign, verify

VECTORS = json.loads((Path(__file__).parents[4] / "docs/guides/webhook-vectors.json").read_text())["vectors"]
ANY_AGE = 10_000_000_000
SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD7xl6mxrZlGw="
BODY = json.dumps({"id": "evt_1", "type": "workspace.created", "data": {"object": {"attributes": {"name": "Acme"}}}})


def reason(*args: Any, **named: Any) -> str:
    with pytest.raises(WebhookVerificationError) as failed:
        verify(*args, **named)
    return failed.value.reason


@pytest.mark.parametrize("scheme", ["standard", "body"])
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_every_vector(vector: Any, scheme: Any) -> None:
    call: Any = (vector["body"].encode(), vector["headers"], vector["secret"])
    options: Any = {"tolerance": ANY_AGE, "scheme": scheme}
    try:
        verify(*call, **options)
        is_valid = True
    except WebhookVerificationError as err:
        # Some bodies are no event: their signature is right.
        is_valid = err.reason == "bad_body"
    assert is_valid == vector["valid"][scheme]


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 10


def test_an_event_has_the_class_of_its_type() -> None:
    event = verify(BODY, sign(BODY, SECRET), SECRET)
    assert isinstance(event, events.WorkspaceCreatedEvent)
    assert event.data.object.attributes.name == "Acme"
    later = json.dumps({"id": "evt_2", "type": "moon.landed", "data": 1})
    unknown = verify(later, sign(later, SECRET), SECRET)
    assert isinstance(unknown, events.UnknownEvent) and (unknown.type, unknown.data) == ("moon.landed", 1)


def test_headers_in_every_shape() -> None:
    headers = sign(BODY, SECRET)
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()} | {"wsgi.input": object(), "REQUEST_METHOD": "POST"}
    shapes: list[Any] = [
        headers,
        {name.title(): value for name, value in headers.items()},
        list(headers.items()),
        [(name.encode(), value.encode()) for name, value in headers.items()],
        environ,
        {name: [value] for name, value in headers.items()},
    ]
    for shape in shapes:
        for scheme in ("standard", "body"):
            assert verify(BODY.encode(), shape, SECRET, scheme=scheme).id == "evt_1"


@pytest.mark.parametrize("headers", [None, 5, "webhook-id: a", ["a"], [("a",)], {"webhook-id": 5}])
def test_headers_of_another_shape_are_missing(headers: Any) -> None:
    assert reason(BODY, headers, SECRET) == "missing_header"


def test_one_of_several_secrets() -> None:
    headers = sign(BODY, SECRET)
    assert verify(BODY, headers, ["whsec_other", SECRET]).id == "evt_1"
    assert reason(BODY, headers, ["whsec_other", "another"]) == "no_match"


def test_every_reason() -> None:
    now = int(time.time())
    headers = sign(BODY, SECRET)
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        assert reason(BODY, {**headers, name: ""}, SECRET) == "missing_header"
    assert reason(BODY, {}, SECRET, scheme="body") == "missing_header"
    for text in ("soon", "-1", "1.5", "٣", "9" * 20):
        assert reason(BODY, {**headers, "webhook-timestamp": text}, SECRET) == "bad_timestamp"
    assert reason(BODY, sign(BODY, SECRET, timestamp=now - 400), SECRET) == "too_old"
    assert reason(BODY, sign(BODY, SECRET, timestamp=now + 400), SECRET) == "too_new"
    assert reason(BODY + " ", headers, SECRET) == "no_match"
    assert reason(BODY, {**headers, "webhook-signature": "v1,é"}, SECRET) == "no_match"
    assert reason(BODY + " ", headers, SECRET, scheme="body") == "no_match"
    assert reason(json.loads(BODY), headers, SECRET) == "not_raw"
    for body in (b"", b"\xff", b'\xef\xbb\xbf{"type": "ping"}', b"[]", b"5", b"null", b'{"type": 1}', b'{"type": "ping", "data": NaN}'):
        for scheme in ("standard", "body"):
            assert reason(body, sign(body, SECRET), SECRET, scheme=scheme) == "bad_body"
    for secret in ("", [], [""], None, 5):
        assert reason(BODY, headers, secret) == "bad_secret"


@pytest.mark.parametrize("tolerance", [float("nan"), -1, None, "300", True])
def test_a_tolerance_that_is_no_number_lets_nothing_pass(tolerance: Any) -> None:
    with pytest.raises(SdkError, match="tolerance must be a number") as failed:
        verify(BODY, sign(BODY, SECRET, timestamp=0), SECRET, tolerance=tolerance)
    assert not isinstance(failed.value, WebhookVerificationError)


def test_the_body_signature_counts_only_where_it_is_asked_for() -> None:
    headers = sign(BODY, SECRET, timestamp=1)
    assert verify(BODY, headers, SECRET, scheme="body").id == "evt_1"
    del headers["webhook-signature"]
    assert reason(BODY, headers, SECRET) == "missing_header"
