"""Uses that mypy --strict and pyright refuse: each line with a number, and no other."""

from __future__ import annotations

from datetime import datetime

from core_php_sdk import AsyncClient, CallOptions, Client, Page, codes, events, models, response_of, webhooks

Client(5)  # 1
Client("sk", "http://127.0.0.1:8080")  # 2
Client("sk", baseUrl="http://127.0.0.1:8080")  # 3
Client("sk", timeout="5")  # 4
Client("sk", app_info={"nmae": "shop"})  # 5


def calls(client: Client, workspace: models.Workspace, page: Page[models.WorkspaceSummary]) -> None:
    client.workspace  # 6
    client.workspaces.make(name="Acme")  # 7
    client.workspaces.create()  # 8
    client.workspaces.create("Acme")  # 9
    client.workspaces.create(nmae="Acme", name="Acme")  # 10
    client.workspaces.create(name=5)  # 11
    client.workspaces.create(name=None)  # 12
    client.workspaces.create(name="Acme", tier="gold")  # 13
    client.workspaces.create(name="Acme", tags=[1])  # 14
    client.workspaces.create(name="Acme", metadata={"crm": 42})  # 15
    client.workspaces.get()  # 16
    client.workspaces.get(5)  # 17
    client.workspaces.get("wks_1", include=["tag"])  # 18
    client.workspaces.get("wks_1", include="tags")  # 19
    client.workspaces.get("wks_1", fields=["nmae"])  # 20
    client.workspaces.list(status="frozen")  # 21
    client.workspaces.list(page="2")  # 22
    client.workspaces.list(sort=["colour"])  # 23
    client.workspaces.list(created_after=1767607200)  # 24
    client.workspaces.all(page=2)  # 25
    client.users.list(include=["tags"])  # 26
    client.namespaces.update("ns_1", is_active="yes")  # 27
    client.api_keys.rotate("key_1", grace_period_hours="1")  # 28
    client.usage.get(group_by="week")  # 29
    client.workspaces.delete("wks_1", options={"idempotencyKey": "k"})  # 30
    client.workspaces.delete("wks_1", options={"timeout": "1"})  # 31
    client.workspaces.batch(operations=[{"action": "destroy", "id": "wks_1"}])  # 32
    client.entitlements.reserve("ns_1", feature="a", quantity=1)  # 33
    workspace.nmae  # 34
    length: int = workspace.name  # 35
    text: str = workspace.created_at  # 36
    page.data.id  # 37
    page.next_page().data  # 38
    workspace["name"]  # 39
    workspace.owner.email  # 40
    made: datetime = workspace.settings  # 41
    options: CallOptions = {"retries": 1}  # 42
    response_of(workspace).rate_limit.remaining  # 43
    codes.ResourceGone  # 44
    webhooks.verify({}, {}, "whsec_a")  # 45
    webhooks.verify(b"", {}, "whsec_a", scheme="any")  # 46
    events.MoonLandedEvent  # 47
    print(length, text, made, options)


async def from_asyncio(client: AsyncClient) -> None:
    (await client.workspaces.all())  # 48
    client.workspaces.list().data  # 49
    list(client.workspaces.all())  # 50
