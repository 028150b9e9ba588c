# Generated from docs/openapi.json by npm run gen.
"""Objects that calls take, as dicts; `WorkspaceCreate` has what `workspaces.create` takes by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, TypedDict, Union


class _WorkspaceCreate(TypedDict):
    name: str


class WorkspaceCreate(_WorkspaceCreate, total=False):
    #: Not `batch`, since the API has such a path.
    slug: str
    #: Decides the rate limits. Default: `free`. Only operators can set a tier that is not self-service.
    tier: Literal["free", "pro", "business", "enterprise"]
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key, and null removes a key.
    settings: Mapping[str, Any]
    #: Your own labels. A PATCH replaces all of them.
    tags: Sequence[str]
    #: Your own pairs of strings. A PATCH replaces all of them.
    metadata: Mapping[str, str]
    #: Whether API keys of other workspaces that have `all_workspaces` can act in this workspace.
    foreign_keys: Literal["allow", "refuse"]
    #: Owner for whom an operator creates the workspace. Only operators can name another user.
    owner_id: str


class WorkspaceUpdate(TypedDict, total=False):
    name: str
    #: Not `batch`, since the API has such a path.
    slug: str
    #: Decides the rate limits. Default: `free`. Only operators can set a tier that is not self-service.
    tier: Literal["free", "pro", "business", "enterprise"]
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key, and null removes a key.
    settings: Mapping[str, Any]
    #: Your own labels. A PATCH replaces all of them.
    tags: Sequence[str]
    #: Your own pairs of strings. A PATCH replaces all of them.
    metadata: Mapping[str, str]
    #: Only owners can change it. Default of a new workspace: `refuse`.
    foreign_keys: Literal["allow", "refuse"]


class Reason(TypedDict, total=False):
    #: The audit log shows it, also to owners and admins.
    reason: str


class MemberCreate(TypedDict):
    user_id: str
    role: Literal["owner", "admin", "member"]


class MemberUpdate(TypedDict, total=False):
    role: Literal["owner", "admin", "member"]


class InvitationCreate(TypedDict):
    email: str
    role: Literal["owner", "admin", "member"]


class _InvitationAccept(TypedDict):
    #: The token that the user received.
    token: str


class InvitationAccept(_InvitationAccept, total=False):
    #: User for whom an operator accepts. Only operators can name another user.
    user_id: str


class _NamespaceCreate(TypedDict):
    name: str


class NamespaceCreate(_NamespaceCreate, total=False):
    #: Unique for the owner. Default: generated from the name.
    slug: str
    #: Whether a user or a workspace owns it.
    owner_type: Literal["User", "Workspace"]
    #: Default: the workspace of the request, or the user.
    owner_id: str
    #: Workspace that pays for a namespace of a user. You must be an owner or admin of it.
    workspace_id: str | None
    description: str | None
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key, and null removes a key.
    settings: Mapping[str, Any]
    #: Your own labels. A PATCH replaces all of them.
    tags: Sequence[str]
    #: Your own pairs of strings. A PATCH replaces all of them.
    metadata: Mapping[str, str]
    #: True: the namespace replaces the default of its owner. The first one is the default anyway.
    is_default: bool


class NamespaceUpdate(TypedDict, total=False):
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str
    #: Workspace that pays for a namespace of a user. Null: none pays.
    workspace_id: str | None
    description: str | None
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys. A PATCH merges by key, and null removes a key.
    settings: Mapping[str, Any]
    #: Your own labels. A PATCH replaces all of them.
    tags: Sequence[str]
    #: Your own pairs of strings. A PATCH replaces all of them.
    metadata: Mapping[str, str]
    #: False: every check in the namespace is denied.
    is_active: bool


class _UserCreate(TypedDict):
    name: str
    email: str


class UserCreate(_UserCreate, total=False):
    #: A package of this code, if there is one, grants boolean features in the own namespaces of the user. Default: `free`.
    tier: Literal["free", "pro", "business", "enterprise"]
    #: For operators only: true if the address belongs to the user. Another user who has it unverified loses it and gets an address under `unproven.invalid`.
    email_verified: bool


class UserUpdate(TypedDict, total=False):
    name: str
    email: str
    #: For operators only: true if the address belongs to the user. Another user who has it unverified loses it and gets an address under `unproven.invalid`.
    email_verified: bool


class EmailVerificationProof(TypedDict):
    #: The token that the user received.
    token: str


class _ApiKeyCreate(TypedDict):
    name: str


class ApiKeyCreate(_ApiKeyCreate, total=False):
    #: Default: `read:all` and `write` of namespaces, entitlements, webhooks and events, limited to your own scopes.
    scopes: Sequence[str]
    #: Not higher than the tier of the workspace, which is the default.
    rate_limit_tier: Literal["free", "pro", "business", "enterprise"]
    #: Null: the key never expires. Default: the expiry of your own key.
    expires_at: datetime | str | None
    #: Allowed IP addresses and CIDRs. An empty list allows every address. Default: those of your own key.
    allowed_ips: Sequence[str]
    #: Default: false, so that the key acts only in this workspace. For true, your own key must have it too.
    all_workspaces: bool
    #: User of the key. Only operators can name another user.
    user_id: str


class ApiKeyUpdate(TypedDict, total=False):
    name: str
    #: `action:resource`, where the action is read, write or delete; `all` or `*` stands for every action or every resource. The scope `metering` stands alone.
    scopes: Sequence[str]
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: Sequence[str]


class ApiKeyRotate(TypedDict, total=False):
    #: Hours for which the replaced one still works; with 0 it ends at once.
    grace_period_hours: int


class KeyReport(TypedDict):
    #: The complete key.
    key: str


class BatchWorkspacesBody(TypedDict):
    #: Up to 100 operations, which run in this order.
    operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete]


class _BatchItemCreate(TypedDict):
    action: Literal["create"]


class BatchItemCreate(_BatchItemCreate, total=False):
    #: Body of the single operation.
    data: Mapping[str, Any]


class _BatchItemUpdate(TypedDict):
    action: Literal["update"]
    id: str


class BatchItemUpdate(_BatchItemUpdate, total=False):
    #: Body of the single operation.
    data: Mapping[str, Any]


class BatchItemDelete(TypedDict):
    action: Literal["delete"]
    id: str


class BatchNamespacesBody(TypedDict):
    #: Up to 100 operations, which run in this order.
    operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete]


class BatchUsersBody(TypedDict):
    #: Up to 100 operations, which run in this order.
    operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete]


class BatchApiKeysBody(TypedDict):
    #: Up to 100 operations, which run in this order.
    operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete]


class BatchWebhooksBody(TypedDict):
    #: Up to 100 operations, which run in this order.
    operations: Sequence[BatchItemCreate | BatchItemUpdate | BatchItemDelete]


class _OperatorKeyCreate(TypedDict):
    name: str


class OperatorKeyCreate(_OperatorKeyCreate, total=False):
    #: `action:resource`, where the action is read, write or delete; `all` or `*` stands for every action or every resource. The scope `metering` stands alone.
    scopes: Sequence[str]
    #: Null: the key never expires. Default: the expiry of your own key.
    expires_at: datetime | str | None
    #: Allowed IP addresses and CIDRs. An empty list allows every address. Default: those of your own key.
    allowed_ips: Sequence[str]


class OperatorKeyUpdate(TypedDict, total=False):
    name: str
    #: `action:resource`, where the action is read, write or delete; `all` or `*` stands for every action or every resource. The scope `metering` stands alone.
    scopes: Sequence[str]
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: Sequence[str]


class OperatorKeyRotate(TypedDict, total=False):
    #: Hours for which the replaced one still works; with 0 it ends at once.
    grace_period_hours: int


class SessionCreate(TypedDict, total=False):
    #: Code of a sign-in link. It works once.
    code: str


class SignInLinkCreate(TypedDict, total=False):
    #: How long the link works.
    expires_in_seconds: int


class CatalogApply(TypedDict):
    #: Features with their limits.
    features: Sequence[CatalogApplyFeature]
    #: Packages with their features.
    packages: Sequence[CatalogApplyPackage]


class _CatalogApplyFeature(TypedDict):
    #: Lower-case words, separated by dots.
    code: str
    #: Name in messages.
    name: str
    #: boolean: granted or not. limit: up to a number. unlimited: without a limit.
    type: Literal["boolean", "limit", "unlimited"]


class CatalogApplyFeature(_CatalogApplyFeature, total=False):
    #: Unit of the limit. `bytes` is shown in binary units.
    unit: str | None
    #: When usage is reset: never, each month, or after `rolling_days`.
    reset: Literal["none", "monthly", "rolling"]
    #: Days of a rolling reset. Default: 30.
    rolling_days: int | None
    #: Code of the feature whose pool this feature uses.
    parent: str | None
    #: False: checks treat the feature as if it did not exist.
    is_active: bool


class _CatalogApplyPackage(TypedDict):
    #: Code for assignments. The package with the code of a tier is the default package of that tier.
    code: str
    name: str
    #: Features with their limits.
    features: Sequence[CatalogApplyPackageFeature]


class CatalogApplyPackage(_CatalogApplyPackage, total=False):
    #: True for a base package. An owner has one base package; other packages are add-ons whose limits are added.
    is_base: bool
    #: True if an owner can have the add-on more than once.
    is_stackable: bool
    #: False: current assignments remain, and new assignments are refused.
    is_active: bool


class _CatalogApplyPackageFeature(TypedDict):
    #: Code of a feature of this catalogue that has no parent.
    code: str


class CatalogApplyPackageFeature(_CatalogApplyPackageFeature, total=False):
    #: Number, or "unlimited". A boolean feature has no limit.
    limit: int | Literal["unlimited"]


class _PackageAssign(TypedDict):
    #: Code of the package.
    package: str


class PackageAssign(_PackageAssign, total=False):
    #: Time from which it counts. Default: now.
    starts_at: datetime | str
    #: Time at which it ends. Null, and the default: it has no end.
    expires_at: datetime | str | None
    #: Start from which monthly windows are counted. Default: `starts_at`.
    billing_anchor: datetime | str


class PackageRenew(TypedDict, total=False):
    #: New end. Default: one billing cycle more.
    expires_at: datetime | str


class _BoostCreate(TypedDict):
    #: Code of the feature.
    feature: str
    #: add_limit: adds to the limit. enable: turns a feature on. unlimited: removes the limit.
    type: Literal["add_limit", "enable", "unlimited"]
    #: A boost for a cycle ends at the first boundary of the billing cycle after its start.
    duration: Literal["cycle", "until", "permanent"]


class BoostCreate(_BoostCreate, total=False):
    #: Required for add_limit.
    limit: int
    #: Time from which it counts. Default: now.
    starts_at: datetime | str
    #: Required for until.
    expires_at: datetime | str


class _EntitlementCheck(TypedDict):
    #: Code of the feature.
    feature: str


class EntitlementCheck(_EntitlementCheck, total=False):
    #: Amount, in the unit of the feature.
    quantity: int
    #: `strong` reads the current balance. `fast` may return a slightly older result; `as_of` and `exact` describe it.
    consistency: Literal["strong", "fast"]


class _EntitlementCheckBatch(TypedDict):
    #: Up to 100 checks.
    checks: Sequence[EntitlementCheckBatchCheck]


class EntitlementCheckBatch(_EntitlementCheckBatch, total=False):
    #: `strong` reads the current balance. `fast` may return a slightly older result; `as_of` and `exact` describe it.
    consistency: Literal["strong", "fast"]


class _EntitlementCheckBatchCheck(TypedDict):
    #: Code of the feature.
    feature: str


class EntitlementCheckBatchCheck(_EntitlementCheckBatchCheck, total=False):
    #: Amount, in the unit of the feature.
    quantity: int


class _EntitlementConsume(TypedDict):
    #: Code of the feature.
    feature: str


class EntitlementConsume(_EntitlementConsume, total=False):
    #: Amount, in the unit of the feature.
    quantity: int
    #: ID chosen by the caller, unique per namespace and feature for 35 days. Any characters are allowed; `POST /events` takes only 1 to 100 printable ASCII characters.
    event_id: str
    #: Your own pairs of strings, kept with the usage record.
    metadata: Mapping[str, str]


class EntitlementReserve(TypedDict):
    #: Code of the feature.
    feature: str
    #: Amount, in the unit of the feature.
    quantity: int
    #: Seconds after which the reservation expires.
    ttl_seconds: int


class _UsageRecordCreate(TypedDict):
    #: Code of the feature.
    feature: str
    #: Amount, in the unit of the feature. Negative: gives usage back.
    quantity: int


class UsageRecordCreate(_UsageRecordCreate, total=False):
    #: ID chosen by the caller, unique per namespace and feature for 35 days. Any characters are allowed; `POST /events` takes only 1 to 100 printable ASCII characters.
    event_id: str
    #: Your own pairs of strings, kept with the usage record.
    metadata: Mapping[str, str]


class ReservationCommit(TypedDict, total=False):
    #: Default: the whole reservation.
    quantity: int


class _WebhookCreate(TypedDict):
    #: Event types: exact types, `resource.*`, or `*` for all.
    events: Sequence[str]


class WebhookCreate(_WebhookCreate, total=False):
    #: `poll`: nothing is sent, and the events are read with `GET /webhooks/{webhook_id}/poll`. Such a webhook has no url, headers, retry_schedule_seconds and rate_limit. Default: `push`.
    kind: Literal["push", "poll"]
    #: Required for the kind push.
    url: str
    #: Your own signing secret. Default: generated.
    secret: str
    description: str | None
    #: Custom headers, sent with every delivery. A PATCH replaces all of them; `********` keeps a stored value.
    headers: Mapping[str, str]
    #: False: its deliveries are held until it is enabled. A new webhook is active.
    is_active: bool
    #: Delay before each attempt in seconds, including the first attempt. Each later delay is at least 1.
    retry_schedule_seconds: Sequence[int] | None
    #: Send only events of one of these namespaces. Empty: events of any namespace, and of none.
    namespace_ids: Sequence[str] | None
    #: Send only events that were published to one of these channels. Empty: all events.
    channels: Sequence[str] | None
    #: Send only events whose `data` meets these conditions. `{}`: all events.
    filter: Mapping[str, Any] | None
    #: `thin` sends `id`, `type`, `created_at`, `workspace_id` and `namespace_id`, without `data`. Default: `full`.
    payload: Literal["full", "thin"]
    #: How many deliveries may start in a second. Further deliveries wait, which uses up no attempt.
    rate_limit: WebhookCreateRateLimit | None
    #: `key`: deliveries of one ordering key go one after the other, in the order of their events. Default: `none`.
    ordering: Literal["none", "key"]


class WebhookCreateRateLimit(TypedDict):
    #: Deliveries that may start in a second.
    per_second: int


class WebhookUpdate(TypedDict, total=False):
    #: URL that deliveries are sent to.
    url: str
    #: Event types: exact types, `resource.*`, or `*` for all.
    events: Sequence[str]
    description: str | None
    #: Custom headers, sent with every delivery. A PATCH replaces all of them; `********` keeps a stored value.
    headers: Mapping[str, str]
    #: False: its deliveries are held until it is enabled. A new webhook is active.
    is_active: bool
    #: Delay before each attempt in seconds, including the first attempt. Each later delay is at least 1.
    retry_schedule_seconds: Sequence[int] | None
    #: Send only events of one of these namespaces. Empty: events of any namespace, and of none.
    namespace_ids: Sequence[str] | None
    #: Send only events that were published to one of these channels. Empty: all events.
    channels: Sequence[str] | None
    #: Send only events whose `data` meets these conditions. `{}`: all events.
    filter: Mapping[str, Any] | None
    #: `thin` sends `id`, `type`, `created_at`, `workspace_id` and `namespace_id`, without `data`. Default: `full`.
    payload: Literal["full", "thin"]
    #: How many deliveries may start in a second. Further deliveries wait, which uses up no attempt.
    rate_limit: WebhookUpdateRateLimit | None
    #: `key`: deliveries of one ordering key go one after the other, in the order of their events. Default: `none`.
    ordering: Literal["none", "key"]


class WebhookUpdateRateLimit(TypedDict):
    #: Deliveries that may start in a second.
    per_second: int


class _WebhookTestFilter(TypedDict):
    #: Send only events whose `data` meets these conditions. `{}`: all events.
    filter: Mapping[str, Any]


class WebhookTestFilter(_WebhookTestFilter, total=False):
    #: Event as an endpoint receives it. Only its `data` is read.
    event: WebhookTestFilterEvent
    event_id: str


class WebhookTestFilterEvent(TypedDict):
    """Event as an endpoint receives it. Only its `data` is read."""

    data: Mapping[str, Any]


class WebhookRotateSecret(TypedDict, total=False):
    #: Hours for which the replaced one still works; with 0 it ends at once.
    grace_period_hours: int
    #: Your own signing secret. Default: generated.
    secret: str


class PollAck(TypedDict):
    #: The `id` of polled deliveries.
    ids: Sequence[str]


class _PollNack(TypedDict):
    #: The `id` of polled deliveries.
    ids: Sequence[str]


class PollNack(_PollNack, total=False):
    #: Default: 0.
    delay_seconds: int


class DeliverySkip(TypedDict):
    #: Events with the same key can be delivered in order.
    ordering_key: str


class DeliveryRetry(TypedDict, total=False):
    #: These deliveries, without other fields. Those that succeeded or are queued already are left out.
    ids: Sequence[str]
    #: Deliveries that were created from then on. Required without `ids`.
    since: datetime | str
    #: Default: now.
    until: datetime | str
    webhook_id: str
    event_id: str
    #: Type of the event.
    event_type: str
    #: Default: failed and cancelled.
    status: Literal["success", "failed", "cancelled"]
    #: Outcome of the last attempt.
    outcome: Literal["ok", "http", "timeout", "connect", "dns", "tls", "blocked", "unknown"]
    #: Status of the last response.
    status_code: int


class _ReplayCreate(TypedDict):
    #: Deliveries that were created from then on.
    since: datetime | str


class ReplayCreate(_ReplayCreate, total=False):
    #: Default: now.
    until: datetime | str
    #: Replays only deliveries with these statuses. Default: all three.
    status: Literal["success", "failed", "cancelled"]


class _EventPublish(TypedDict):
    #: One of the event types of the product.
    type: str
    #: Data of the event, at most 262,144 bytes, with numbers within ±1.79e308. Endpoints receive exactly these bytes.
    data: Mapping[str, Any]


class EventPublish(_EventPublish, total=False):
    #: ID chosen by the caller, 1 to 100 printable ASCII characters, unique in the workspace for as long as events are kept. The same event again returns the first answer.
    event_id: str
    #: Namespace that the event belongs to.
    namespace_id: str | None
    #: Names that endpoints can filter by.
    channels: Sequence[str]
    #: Events with the same key are sent in their order to endpoints that ask for it.
    ordering_key: str | None
    #: Time at which it happened. Default: now. It is shown, but not sent to endpoints.
    occurred_at: datetime | str | None


class EventPublishBatch(TypedDict):
    #: Up to 100 events.
    events: Sequence[BatchEvent]


class _BatchEvent(TypedDict):
    #: One of the event types of the product.
    type: str
    #: Data of the event, at most 262,144 bytes, with numbers within ±1.79e308. Endpoints receive exactly these bytes.
    data: Mapping[str, Any]


class BatchEvent(_BatchEvent, total=False):
    #: ID chosen by the caller, 1 to 100 printable ASCII characters, unique in the workspace for as long as events are kept. The same event again returns the first answer.
    event_id: str
    #: Namespace that the event belongs to.
    namespace_id: str | None
    #: Names that endpoints can filter by.
    channels: Sequence[str]
    #: Events with the same key are sent in their order to endpoints that ask for it.
    ordering_key: str | None
    #: Time at which it happened. Default: now. It is shown, but not sent to endpoints.
    occurred_at: datetime | str | None
    #: For operators: the workspace of this event.
    workspace_id: str


class EventTypesApply(TypedDict):
    #: All event types of the product: those that are left out are removed.
    event_types: Sequence[EventTypesApplyEventType]


class _EventTypesApplyEventType(TypedDict):
    #: Two to four lower-case words with dots between them. The first word cannot be that of a type of Plinth.
    name: str
    #: One sentence: when it happens.
    description: str


class EventTypesApplyEventType(_EventTypesApplyEventType, total=False):
    #: Heading under which lists show the type.
    group: str | None
    #: JSON Schema 2020-12 of the `data` of an event, at most 64 KiB. References stay within the schema, patterns are those of RE2, `format` is a note.
    schema: Mapping[str, Any] | None
    #: The `data` of one event. It must fit the schema.
    example: Mapping[str, Any] | None
    #: True: existing subscriptions to the type remain, and new ones are refused.
    is_deprecated: bool
    #: Code of a feature of the catalogue. If the plan of a workspace lacks the feature, its endpoints get no events of the type, and its list of types leaves the type out.
    feature: str | None
