"""Uses that mypy --strict and pyright take; one for each comment with a number."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timezone
from typing import Any

from core_php_sdk import (
    NOT_GIVEN,
    ApiError,
    AsyncClient,
    AsyncPage,
    CallOptions,
    Client,
    NotFoundError,
    Page,
    RateLimitError,
    Response,
    codes,
    events,
    inputs,
    models,
    response_of,
    webhooks,
)

client = Client("sk_test_x")  # 1
Client()  # 2
Client(None, base_url="http://127.0.0.1:8080", timeout=5, max_retries=0, app_info={"name": "shop", "version": "1"})  # 3
other: Client = client.with_context(workspace_id="wks_1")  # 4


def calls(client: Client) -> None:
    workspace: models.Workspace = client.workspaces.create(name="Acme")  # 5
    client.workspaces.create(name="Acme", tier="pro", tags=("a", "b"), settings={"timezone": "UTC", "deep": {"a": [1]}})  # 6
    name: str = workspace.name  # 7
    made: datetime = workspace.created_at  # 8
    tags: list[str] = client.workspaces.get("wks_1", include=["tags"]).tags  # 9
    client.workspaces.get("wks_1", fields=["id", "name"])  # 10
    client.workspaces.get("wks_1", include=["tags", "owner"], fields=["tags", "owner"])  # 11
    page: Page[models.WorkspaceSummary] = client.workspaces.list(status="active", page=2, per_page=50)  # 12
    rows: list[models.WorkspaceSummary] = page.data  # 13
    total: int | None = page.meta.total  # 14
    following: Page[models.WorkspaceSummary] | None = page.next_page()  # 15
    names = [row.name for row in page]  # 16
    every: Iterator[models.WorkspaceSummary] = client.workspaces.all(sort=["-created_at", "name"])  # 17
    client.workspaces.list(created_after=datetime.now(timezone.utc), created_before=date(2026, 1, 1), updated_after="2026-01-01")  # 18
    client.namespaces.update("ns_1", workspace_id=None)  # 19
    client.namespaces.update("ns_1", description=NOT_GIVEN)  # 20
    gone: Response = client.workspaces.delete("wks_1")  # 21
    client.workspaces.delete("wks_1", options={"if_match": '"1-a"', "idempotency_key": "k"})  # 22
    options: CallOptions = {"timeout": 1.5, "workspace_id": "wks_1", "headers": {"x-a": "b"}}  # 23
    key: str = client.api_keys.rotate("key_1", grace_period_hours=1, options=options).key  # 24
    if (owner := client.workspaces.get("wks_1", include=["owner"]).owner) is not None:
        print(owner.email.lower())  # 25
    client.usage.get(from_=date(2026, 1, 1), group_by="day")  # 26
    decision: models.EntitlementDecision = client.entitlements.check("ns_1", feature="a", quantity=5)  # 27
    allowed: bool = decision.allowed  # 28
    with client.entitlements.with_reservation("ns_1", feature="a", quantity=1, ttl_seconds=60) as held:
        held.used = 1  # 29
    operations: list[inputs.BatchItemCreate | inputs.BatchItemDelete] = [
        {"action": "create", "data": {"name": "Acme"}},
        {"action": "delete", "id": "wks_1"},
    ]
    client.workspaces.batch(operations=operations)  # 30
    limit = response_of(workspace).rate_limit
    left: int = 0 if limit is None else limit.remaining  # 31
    anything: Any = client.request("GET", "/moons", query={"page": 1})  # 32
    as_json: dict[str, Any] = workspace.to_dict()  # 33
    for event in client.events.all(type="workspace.created"):
        print(event.type)  # 34
    print(name, made, tags, rows, total, following, names, every, gone, key, allowed, left, anything, as_json)


def failures(client: Client) -> float | None:
    try:
        client.workspaces.get("wks_1")
    except codes.ResourceNotFound as err:
        not_found: NotFoundError = err  # 35
        print(not_found.request_id)
    except RateLimitError as err:
        return err.retry_after  # 36
    except ApiError as err:
        if err.code == "DUPLICATE_RESOURCE" or err.code == "OF_TOMORROW":  # 37
            return float(err.status)
    return None


def received(body: bytes, headers: dict[str, str]) -> str | None:
    event = webhooks.verify(body, headers, ["whsec_a", "whsec_b"], tolerance=60)  # 38
    if isinstance(event, events.WorkspaceCreatedEvent):
        return event.data.object.attributes.name  # 39
    return event.id


async def from_asyncio() -> list[str]:
    async with AsyncClient("sk_test_x") as client:
        page: AsyncPage[models.WorkspaceSummary] = await client.workspaces.list()  # 40
        every: AsyncIterator[models.WorkspaceSummary] = client.workspaces.all()  # 41
        async with client.entitlements.with_reservation("ns_1", feature="a", quantity=1, ttl_seconds=60):
            await page.next_page()  # 42
        lines: AsyncIterator[str] = client.audit_log.export(from_="2026-01-01")  # 43
        await lines.__anext__()
        return [row.name async for row in every]
