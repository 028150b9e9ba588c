# Generated from docs/openapi.json by npm run gen.
"""Objects that the API answers, events among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from .._answer import Answer, ListOf, MapOf, OneOf

if TYPE_CHECKING:
    from datetime import datetime


class UserDeletedAttributes(Answer):
    id: str
    #: Time of the deletion.
    deleted_at: datetime

    _kinds = {
        "id": None,
        "deleted_at": "time",
    }


class WorkspaceAttributes(Answer):
    id: str
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str
    #: Decides the rate limits: `free`, `pro`, `business` or `enterprise`.
    tier: str
    #: Calls in a suspended workspace are refused.
    status: Literal["active", "suspended"] | str
    created_at: datetime
    updated_at: datetime
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys.
    settings: dict[str, Any]
    #: Whether API keys of other workspaces that have `all_workspaces` can act in this workspace.
    foreign_keys: Literal["allow", "refuse"] | str

    _kinds = {
        "id": None,
        "name": None,
        "slug": None,
        "tier": None,
        "status": None,
        "created_at": "time",
        "updated_at": "time",
        "settings": None,
        "foreign_keys": None,
    }


class NamespaceAttributes(Answer):
    """Paying for a namespace of a user gives no access to its content: for the paying workspace the description is null and the settings are empty."""

    id: str
    #: A second identifier, which paths take too.
    uuid: str
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str
    #: Whether a user or a workspace owns it.
    owner_type: Literal["User", "Workspace"] | str
    #: ID of the owner: a user, a workspace or a namespace.
    owner_id: str
    #: ID of the paying workspace. Null: none pays.
    workspace_id: str | None
    description: str | None
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys.
    settings: dict[str, Any]
    #: True for the default namespace of the owner.
    is_default: bool
    #: False: every check in the namespace is denied.
    is_active: bool
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "id": None,
        "uuid": None,
        "name": None,
        "slug": None,
        "owner_type": None,
        "owner_id": None,
        "workspace_id": None,
        "description": None,
        "settings": None,
        "is_default": None,
        "is_active": None,
        "created_at": "time",
        "updated_at": "time",
    }


class MemberAddedAttributes(Answer):
    """For a user who accepted an invitation, with its address and ID. The address is verified if an operator created the invitation."""

    user_id: str
    role: Literal["owner", "admin", "member"] | str
    created_at: datetime
    email: str | None
    invitation_id: str | None
    #: True: the address is verified.
    email_verified: bool | None

    _kinds = {
        "user_id": None,
        "role": None,
        "created_at": "time",
        "email": None,
        "invitation_id": None,
        "email_verified": None,
    }
    _optional = frozenset({"email", "invitation_id", "email_verified"})


class MemberAttributes(Answer):
    user_id: str
    role: Literal["owner", "admin", "member"] | str
    created_at: datetime

    _kinds = {
        "user_id": None,
        "role": None,
        "created_at": "time",
    }


class InvitationAttributes(Answer):
    id: str
    email: str
    role: Literal["owner", "admin", "member"] | str
    #: ID of the inviting user. Null: an operator invited.
    invited_by: str | None
    #: Time at which it ends.
    expires_at: datetime
    created_at: datetime

    _kinds = {
        "id": None,
        "email": None,
        "role": None,
        "invited_by": None,
        "expires_at": "time",
        "created_at": "time",
    }


class PackageAttributes(Answer):
    id: str
    #: The assigned package.
    package: PackageAttributesPackage
    #: Status after the change.
    status: Literal["active", "suspended", "cancelled", "expired"] | str
    #: Time from which it counts.
    starts_at: datetime
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    #: Start from which monthly windows are counted.
    billing_anchor: datetime

    _kinds = {
        "id": None,
        "package": "PackageAttributesPackage",
        "status": None,
        "starts_at": "time",
        "expires_at": "time",
        "billing_anchor": "time",
    }


class PackageAttributesPackage(Answer):
    """The assigned package."""

    id: str
    code: str
    name: str

    _kinds = {
        "id": None,
        "code": None,
        "name": None,
    }


class BoostAttributes(Answer):
    id: str
    #: Code of the feature.
    feature: str
    #: add_limit: adds to the limit. enable: turns a feature on. unlimited: removes the limit.
    type: Literal["add_limit", "enable", "unlimited"] | str
    #: Added limit. Null unless the type is add_limit.
    limit: int | None
    #: cycle: until the billing cycle ends. until: until `expires_at`. permanent: without an end.
    duration: Literal["cycle", "until", "permanent"] | str
    #: `active` or `expired`.
    status: str
    #: Time from which it counts.
    starts_at: datetime
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime

    _kinds = {
        "id": None,
        "feature": None,
        "type": None,
        "limit": None,
        "duration": None,
        "status": None,
        "starts_at": "time",
        "expires_at": "time",
        "created_at": "time",
    }


class EntitlementAttributes(Answer):
    #: Code of the feature.
    feature: str
    #: Percentage of the limit.
    threshold: int
    #: Usage in the current window.
    used: int
    #: The limit, in the unit of the feature.
    limit: int
    #: Unit of the amounts, such as `bytes`. Null: they have none.
    unit: str | None
    #: ID of the owner: a user, a workspace or a namespace.
    owner_id: str
    #: Start of the window in which usage counts. Null without a window.
    window_start: datetime | None
    #: Time at which counting starts again. Null: never.
    reset_at: datetime | None

    _kinds = {
        "feature": None,
        "threshold": None,
        "used": None,
        "limit": None,
        "unit": None,
        "owner_id": None,
        "window_start": "time",
        "reset_at": "time",
    }


class UserAttributes(Answer):
    id: str
    name: str
    email: str
    #: A package of this code, if there is one, grants boolean features in the own namespaces of the user.
    tier: str
    #: Null until the email address is verified.
    email_verified_at: datetime | None
    #: The keys of a suspended user are refused.
    status: Literal["active", "suspended"] | str
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "id": None,
        "name": None,
        "email": None,
        "tier": None,
        "email_verified_at": "time",
        "status": None,
        "created_at": "time",
        "updated_at": "time",
    }


class ApiKey(Answer):
    id: str
    name: str
    #: First characters of the key, to identify it. They are not enough to authenticate with.
    prefix: str
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: The rate limits of the key are those of the lower of this tier and the tier of its workspace.
    rate_limit_tier: str
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: list[str]
    #: True if the key can also act in other workspaces of its user whose `foreign_keys` is `allow`.
    all_workspaces: bool
    #: Time of the last use, written within seconds. Null: it was never used.
    last_used_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
        "scopes": None,
        "rate_limit_tier": None,
        "allowed_ips": None,
        "all_workspaces": None,
        "last_used_at": "time",
        "expires_at": "time",
        "created_at": "time",
    }


class ApiKeyRotatedAttributes(Answer):
    id: str
    name: str
    #: First characters of the key, to identify it. They are not enough to authenticate with.
    prefix: str
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: The rate limits of the key are those of the lower of this tier and the tier of its workspace.
    rate_limit_tier: str
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: list[str]
    #: True if the key can also act in other workspaces of its user whose `foreign_keys` is `allow`.
    all_workspaces: bool
    #: Time of the last use, written within seconds. Null: it was never used.
    last_used_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime
    #: The replaced key. It works until expires_at.
    previous: ApiKeyRotatedAttributesPrevious

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
        "scopes": None,
        "rate_limit_tier": None,
        "allowed_ips": None,
        "all_workspaces": None,
        "last_used_at": "time",
        "expires_at": "time",
        "created_at": "time",
        "previous": "ApiKeyRotatedAttributesPrevious",
    }


class ApiKeyRotatedAttributesPrevious(Answer):
    """The replaced key. It works until expires_at."""

    id: str
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None

    _kinds = {
        "id": None,
        "expires_at": "time",
    }


class ApiKeyRevokedAttributes(Answer):
    id: str
    name: str
    #: First characters of the key, to identify it. They are not enough to authenticate with.
    prefix: str
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: The rate limits of the key are those of the lower of this tier and the tier of its workspace.
    rate_limit_tier: str
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: list[str]
    #: True if the key can also act in other workspaces of its user whose `foreign_keys` is `allow`.
    all_workspaces: bool
    #: Time of the last use, written within seconds. Null: it was never used.
    last_used_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime
    #: `leaked` if the key was reported with `POST /keys/report`.
    reason: Literal["leaked"] | str | None

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
        "scopes": None,
        "rate_limit_tier": None,
        "allowed_ips": None,
        "all_workspaces": None,
        "last_used_at": "time",
        "expires_at": "time",
        "created_at": "time",
        "reason": None,
    }
    _optional = frozenset({"reason"})


class WebhookAttributes(Answer):
    id: str
    workspace_id: str
    #: push: events are sent to the URL. poll: events are read with `GET /webhooks/{webhook_id}/poll`.
    kind: Literal["push", "poll"] | str
    #: Empty for the kind poll.
    url: str
    #: Event types: exact types, `resource.*`, or `*` for all.
    events: list[str]
    description: str | None
    #: False: its deliveries are held until it is enabled.
    is_active: bool
    #: Null for the default schedule.
    retry_schedule_seconds: list[int] | None
    #: It gets only events of these namespaces. Empty: of any, and of none.
    namespace_ids: list[str]
    #: It gets only events that were published to one of these. Empty: all events.
    channels: list[str]
    #: It gets only events whose `data` meets these conditions. Null: all events.
    filter: dict[str, Any] | None
    #: thin: events are sent without `data`.
    payload: Literal["full", "thin"] | str
    #: How many deliveries may start in a second. Null without a limit.
    rate_limit: WebhookAttributesRateLimit | None
    #: key: deliveries of one ordering key go one after the other.
    ordering: Literal["none", "key"] | str
    #: Deliveries that failed one after the other.
    consecutive_failures: int
    #: Time at which it was disabled. Null while it is active.
    disabled_at: datetime | None
    #: `by_request`, `gone` (the URL answered 410) or `failures`. Null while it is active.
    disabled_reason: str | None
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "id": None,
        "workspace_id": None,
        "kind": None,
        "url": None,
        "events": None,
        "description": None,
        "is_active": None,
        "retry_schedule_seconds": None,
        "namespace_ids": None,
        "channels": None,
        "filter": None,
        "payload": None,
        "rate_limit": "WebhookAttributesRateLimit",
        "ordering": None,
        "consecutive_failures": None,
        "disabled_at": "time",
        "disabled_reason": None,
        "created_at": "time",
        "updated_at": "time",
    }


class WebhookAttributesRateLimit(Answer):
    #: Deliveries that may start in a second.
    per_second: int

    _kinds = {
        "per_second": None,
    }


class ReplayAttributes(Answer):
    id: str
    webhook_id: str
    #: done: all its deliveries are queued.
    status: Literal["running", "done", "cancelled"] | str
    #: Number of deliveries to send again.
    total: int
    #: Number of deliveries queued so far.
    done: int
    created_at: datetime

    _kinds = {
        "id": None,
        "webhook_id": None,
        "status": None,
        "total": None,
        "done": None,
        "created_at": "time",
    }


class PingAttributes(Answer):
    id: str
    #: URL that deliveries are sent to.
    url: str

    _kinds = {
        "id": None,
        "url": None,
    }


class WorkspaceSummary(Answer):
    id: str
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str
    #: Decides the rate limits: `free`, `pro`, `business` or `enterprise`.
    tier: str
    #: Calls in a suspended workspace are refused.
    status: Literal["active", "suspended"] | str
    #: Present with include=tags.
    tags: list[str]
    #: Present with include=metadata.
    metadata: dict[str, str]
    #: Present with include=owner.
    owner: WorkspaceOwner | None
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "id": None,
        "name": None,
        "slug": None,
        "tier": None,
        "status": None,
        "tags": None,
        "metadata": None,
        "owner": "WorkspaceOwner",
        "created_at": "time",
        "updated_at": "time",
    }
    _includes = {"tags": "tags", "metadata": "metadata", "owner": "owner"}


class WorkspaceOwner(Answer):
    id: str
    name: str
    email: str

    _kinds = {
        "id": None,
        "name": None,
        "email": None,
    }


class PageMeta(Answer):
    #: Number of this page, from 1.
    current_page: int
    #: Maximum number of entries of a page.
    per_page: int
    #: Number of entries on all pages.
    total: int
    #: Number of the last page, at least 1.
    last_page: int
    #: Position of the first entry of the page, from 1. Null on an empty page.
    from_: int | None
    #: Position of the last entry of the page. Null on an empty page.
    to: int | None

    _kinds = {
        "current_page": None,
        "per_page": None,
        "total": None,
        "last_page": None,
        "from": None,
        "to": None,
    }
    _wire_names = {"from_": "from"}


class PageLinks(Answer):
    #: URL of the first page.
    first: str
    #: URL of the last page.
    last: str
    #: URL of the previous page. Null on the first page.
    prev: str | None
    #: URL of the next page. Null on the last page.
    next: str | None

    _kinds = {
        "first": None,
        "last": None,
        "prev": None,
        "next": None,
    }


class Error(Answer):
    #: Reason of the failure.
    error: ErrorError

    _kinds = {
        "error": "ErrorError",
    }


class ErrorError(Answer):
    """Reason of the failure."""

    #: Stable code, explained at `/docs/errors/{code}`. New codes may be added.
    code: str
    #: Sentences or values by field or fact.
    details: dict[str, list[str]] | None
    #: ID of the request, as in `X-Request-ID`.
    request_id: str
    #: Seconds to wait, as in Retry-After.
    retry_after: int | None
    #: Message for people; it may change.
    message: str

    _kinds = {
        "code": None,
        "details": None,
        "request_id": None,
        "retry_after": None,
        "message": None,
    }
    _optional = frozenset({"details", "retry_after"})


class Problem(Answer):
    """The error as RFC 9457 problem details, for `Accept: application/problem+json`."""

    #: URL of the page of the code, as in the `Link` header. Without a configured public URL it is relative.
    type: str
    #: Text of the HTTP status.
    title: str
    #: HTTP status.
    status: int
    #: Message for people; it may change.
    detail: str
    #: Stable code, explained at `/docs/errors/{code}`. New codes may be added.
    code: str
    #: Sentences or values by field or fact.
    details: dict[str, list[str]] | None
    #: ID of the request, as in `X-Request-ID`.
    request_id: str
    #: Seconds to wait, as in Retry-After.
    retry_after: int | None

    _kinds = {
        "type": None,
        "title": None,
        "status": None,
        "detail": None,
        "code": None,
        "details": None,
        "request_id": None,
        "retry_after": None,
    }
    _optional = frozenset({"details", "retry_after"})


class Workspace(Answer):
    id: str
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str
    #: Decides the rate limits: `free`, `pro`, `business` or `enterprise`.
    tier: str
    #: Calls in a suspended workspace are refused.
    status: Literal["active", "suspended"] | str
    #: Present with include=tags.
    tags: list[str]
    #: Present with include=metadata.
    metadata: dict[str, str]
    #: Present with include=owner.
    owner: WorkspaceOwner | None
    created_at: datetime
    updated_at: datetime
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys.
    settings: dict[str, Any]
    #: Whether API keys of other workspaces that have `all_workspaces` can act in this workspace.
    foreign_keys: Literal["allow", "refuse"] | str

    _kinds = {
        "id": None,
        "name": None,
        "slug": None,
        "tier": None,
        "status": None,
        "tags": None,
        "metadata": None,
        "owner": "WorkspaceOwner",
        "created_at": "time",
        "updated_at": "time",
        "settings": None,
        "foreign_keys": None,
    }
    _includes = {"tags": "tags", "metadata": "metadata", "owner": "owner"}


class ForeignKey(Answer):
    id: str
    #: First characters of the key.
    prefix: str
    #: ID of the member who has the key.
    user_id: str
    #: First use of the key in this workspace.
    created_at: datetime
    #: Time of the last use, written within seconds.
    last_used_at: datetime

    _kinds = {
        "id": None,
        "prefix": None,
        "user_id": None,
        "created_at": "time",
        "last_used_at": "time",
    }


class Member(Answer):
    user_id: str
    name: str
    email: str
    role: Literal["owner", "admin", "member"] | str
    created_at: datetime

    _kinds = {
        "user_id": None,
        "name": None,
        "email": None,
        "role": None,
        "created_at": "time",
    }


class Invitation(Answer):
    id: str
    email: str
    role: Literal["owner", "admin", "member"] | str
    #: ID of the inviting user; null for an operator.
    invited_by: str | None
    #: Time at which it ends.
    expires_at: datetime
    created_at: datetime

    _kinds = {
        "id": None,
        "email": None,
        "role": None,
        "invited_by": None,
        "expires_at": "time",
        "created_at": "time",
    }


class InvitationWithToken(Answer):
    id: str
    email: str
    role: Literal["owner", "admin", "member"] | str
    #: ID of the inviting user; null for an operator.
    invited_by: str | None
    #: Time at which it ends.
    expires_at: datetime
    created_at: datetime
    #: Token that accepts the invitation. It is shown only once.
    token: str

    _kinds = {
        "id": None,
        "email": None,
        "role": None,
        "invited_by": None,
        "expires_at": "time",
        "created_at": "time",
        "token": None,
    }


class Membership(Answer):
    user_id: str
    name: str
    email: str
    role: Literal["owner", "admin", "member"] | str
    created_at: datetime
    workspace_id: str

    _kinds = {
        "user_id": None,
        "name": None,
        "email": None,
        "role": None,
        "created_at": "time",
        "workspace_id": None,
    }


class Namespace(Answer):
    id: str
    #: A second identifier, which paths take too.
    uuid: str
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str
    #: Whether a user or a workspace owns it.
    owner_type: Literal["User", "Workspace"] | str
    #: ID of the owner: a user, a workspace or a namespace.
    owner_id: str
    #: ID of the paying workspace. It is the owner, if the owner is a workspace.
    workspace_id: str | None
    description: str | None
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys.
    settings: dict[str, Any]
    #: True for the default namespace. Every owner has one.
    is_default: bool
    #: False: every check in the namespace is denied.
    is_active: bool
    #: Present with include=tags.
    tags: list[str]
    #: Present with include=metadata.
    metadata: dict[str, str]
    #: Present with include=owner: a user with its email, or a workspace with its slug.
    owner: NamespaceOwner | None
    #: Present with include=workspace. Null if no workspace pays, or if you are not a member of it.
    workspace: NamespaceWorkspace | None
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "id": None,
        "uuid": None,
        "name": None,
        "slug": None,
        "owner_type": None,
        "owner_id": None,
        "workspace_id": None,
        "description": None,
        "settings": None,
        "is_default": None,
        "is_active": None,
        "tags": None,
        "metadata": None,
        "owner": "NamespaceOwner",
        "workspace": "NamespaceWorkspace",
        "created_at": "time",
        "updated_at": "time",
    }
    _includes = {"tags": "tags", "metadata": "metadata", "owner": "owner", "workspace": "workspace"}


class NamespaceOwner(Answer):
    id: str
    name: str
    email: str | None
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str | None

    _kinds = {
        "id": None,
        "name": None,
        "email": None,
        "slug": None,
    }
    _optional = frozenset({"email", "slug"})


class NamespaceWorkspace(Answer):
    id: str
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str

    _kinds = {
        "id": None,
        "name": None,
        "slug": None,
    }


class PaidNamespace(Answer):
    id: str
    name: str
    #: Whether a user or a workspace owns it.
    owner_type: Literal["User", "Workspace"] | str
    #: ID of the owner: a user, a workspace or a namespace.
    owner_id: str
    #: Present with include=owner: a user with its email, or a workspace with its slug.
    owner: NamespaceOwner | None
    #: False: every check in the namespace is denied.
    is_active: bool
    #: Usage recorded on the plan of the workspace in the last 30 days, by feature.
    usage: dict[str, int]
    #: False if the usage has only the newest 10,000 records.
    usage_is_exact: bool
    created_at: datetime

    _kinds = {
        "id": None,
        "name": None,
        "owner_type": None,
        "owner_id": None,
        "owner": "NamespaceOwner",
        "is_active": None,
        "usage": None,
        "usage_is_exact": None,
        "created_at": "time",
    }
    _includes = {"owner": "owner"}


class NamespaceDetail(Answer):
    id: str
    #: A second identifier, which paths take too.
    uuid: str
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str
    #: Whether a user or a workspace owns it.
    owner_type: Literal["User", "Workspace"] | str
    #: ID of the owner: a user, a workspace or a namespace.
    owner_id: str
    #: ID of the paying workspace. It is the owner, if the owner is a workspace.
    workspace_id: str | None
    description: str | None
    #: `timezone` (IANA), `locale` (BCP 47) and any other keys.
    settings: dict[str, Any]
    #: True for the default namespace. Every owner has one.
    is_default: bool
    #: False: every check in the namespace is denied.
    is_active: bool
    #: Present with include=tags.
    tags: list[str]
    #: Present with include=metadata.
    metadata: dict[str, str]
    #: Present with include=owner: a user with its email, or a workspace with its slug.
    owner: NamespaceOwner | None
    #: Present with include=workspace. Null if no workspace pays, or if you are not a member of it.
    workspace: NamespaceWorkspace | None
    created_at: datetime
    updated_at: datetime
    #: Packages that are assigned to the namespace.
    packages: list[NamespaceDetailPackage]
    #: Values by feature code. A feature whose use is not known is left out.
    entitlements: dict[str, NamespaceDetailEntitlement]

    _kinds = {
        "id": None,
        "uuid": None,
        "name": None,
        "slug": None,
        "owner_type": None,
        "owner_id": None,
        "workspace_id": None,
        "description": None,
        "settings": None,
        "is_default": None,
        "is_active": None,
        "tags": None,
        "metadata": None,
        "owner": "NamespaceOwner",
        "workspace": "NamespaceWorkspace",
        "created_at": "time",
        "updated_at": "time",
        "packages": ListOf("NamespaceDetailPackage"),
        "entitlements": MapOf("NamespaceDetailEntitlement"),
    }
    _includes = {"tags": "tags", "metadata": "metadata", "owner": "owner", "workspace": "workspace"}


class NamespaceDetailPackage(Answer):
    id: str
    name: str
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None

    _kinds = {
        "id": None,
        "name": None,
        "expires_at": "time",
    }


class NamespaceDetailEntitlement(Answer):
    #: Usage in the current window.
    used: int
    #: The limit, in the unit of the feature. Null: there is none.
    limit: int | None
    #: Unit of the amounts, such as `bytes`.
    unit: str | None
    #: Time of the next reset. For a rolling feature, the time at which usage next leaves the window.
    reset_at: datetime | None

    _kinds = {
        "used": None,
        "limit": None,
        "unit": None,
        "reset_at": "time",
    }
    _optional = frozenset({"unit", "reset_at"})


class User(Answer):
    id: str
    name: str
    email: str
    #: A package of this code, if there is one, grants boolean features in the own namespaces of the user.
    tier: str
    #: Null until the email address is verified.
    email_verified_at: datetime | None
    #: Requested address that is not verified yet. Null for callers other than the user and operators.
    pending_email: str | None
    #: The keys of a suspended user are refused.
    status: Literal["active", "suspended"] | str
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "id": None,
        "name": None,
        "email": None,
        "tier": None,
        "email_verified_at": "time",
        "pending_email": None,
        "status": None,
        "created_at": "time",
        "updated_at": "time",
    }


class EmailVerification(Answer):
    email: str
    #: Token that verifies the address. It is shown only once.
    token: str
    #: Time at which it ends.
    expires_at: datetime

    _kinds = {
        "email": None,
        "token": None,
        "expires_at": "time",
    }


class UserMembership(Answer):
    workspace_id: str
    #: Name of the workspace.
    name: str
    #: Short name for URLs: lower-case letters, digits and single dashes.
    slug: str
    #: Calls in a suspended workspace are refused.
    status: Literal["active", "suspended"] | str
    role: Literal["owner", "admin", "member"] | str
    #: Of the workspace.
    created_at: datetime
    #: Time at which the user became a member.
    member_since: datetime

    _kinds = {
        "workspace_id": None,
        "name": None,
        "slug": None,
        "status": None,
        "role": None,
        "created_at": "time",
        "member_since": "time",
    }


class ApiKeyWithKey(Answer):
    id: str
    name: str
    #: First characters of the key, to identify it. They are not enough to authenticate with.
    prefix: str
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: The rate limits of the key are those of the lower of this tier and the tier of its workspace.
    rate_limit_tier: str
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: list[str]
    #: True if the key can also act in other workspaces of its user whose `foreign_keys` is `allow`.
    all_workspaces: bool
    #: Time of the last use, written within seconds. Null: it was never used.
    last_used_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime
    #: The API key. It is shown only once.
    key: str

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
        "scopes": None,
        "rate_limit_tier": None,
        "allowed_ips": None,
        "all_workspaces": None,
        "last_used_at": "time",
        "expires_at": "time",
        "created_at": "time",
        "key": None,
    }


class ApiKeyRotated(Answer):
    id: str
    name: str
    #: First characters of the key, to identify it. They are not enough to authenticate with.
    prefix: str
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: The rate limits of the key are those of the lower of this tier and the tier of its workspace.
    rate_limit_tier: str
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: list[str]
    #: True if the key can also act in other workspaces of its user whose `foreign_keys` is `allow`.
    all_workspaces: bool
    #: Time of the last use, written within seconds. Null: it was never used.
    last_used_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime
    #: The API key. It is shown only once.
    key: str
    #: The replaced key. It works until expires_at.
    previous: ApiKeyRotatedPrevious

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
        "scopes": None,
        "rate_limit_tier": None,
        "allowed_ips": None,
        "all_workspaces": None,
        "last_used_at": "time",
        "expires_at": "time",
        "created_at": "time",
        "key": None,
        "previous": "ApiKeyRotatedPrevious",
    }


class ApiKeyRotatedPrevious(Answer):
    """The replaced key. It works until expires_at."""

    id: str
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None

    _kinds = {
        "id": None,
        "expires_at": "time",
    }


class Usage(Answer):
    #: Whole hours; `to` is excluded.
    period: UsagePeriod
    totals: UsageTotals
    #: Milliseconds from the arrival of a request to its response.
    response_time: UsageResponseTime
    #: Bytes of the bodies.
    data_transfer: UsageDataTransfer
    #: Same values as the X-RateLimit headers; the reset is in Unix seconds.
    rate_limit: UsageRateLimit
    #: Values by feature code.
    entitlements: dict[str, UsageEntitlement]
    #: With `group_by`: the totals of each group.
    groups: list[UsageGroup] | None

    _kinds = {
        "period": "UsagePeriod",
        "totals": "UsageTotals",
        "response_time": "UsageResponseTime",
        "data_transfer": "UsageDataTransfer",
        "rate_limit": "UsageRateLimit",
        "entitlements": MapOf("UsageEntitlement"),
        "groups": ListOf("UsageGroup"),
    }
    _optional = frozenset({"groups"})


class UsagePeriod(Answer):
    """Whole hours; `to` is excluded."""

    from_: datetime
    to: datetime

    _kinds = {
        "from": "time",
        "to": "time",
    }
    _wire_names = {"from_": "from"}


class UsageResponseTime(Answer):
    """Milliseconds from the arrival of a request to its response."""

    average_ms: float
    min_ms: int
    max_ms: int

    _kinds = {
        "average_ms": None,
        "min_ms": None,
        "max_ms": None,
    }


class UsageDataTransfer(Answer):
    """Bytes of the bodies."""

    request_bytes: int
    response_bytes: int

    _kinds = {
        "request_bytes": None,
        "response_bytes": None,
    }


class UsageRateLimit(Answer):
    """Same values as the X-RateLimit headers; the reset is in Unix seconds."""

    #: Calls per hour.
    limit: int
    #: Calls of the current hour.
    used: int
    remaining: int
    #: Time at which the limit resets, in Unix seconds.
    reset: int

    _kinds = {
        "limit": None,
        "used": None,
        "remaining": None,
        "reset": None,
    }


class UsageEntitlement(Answer):
    #: Usage in the current window.
    used: int
    #: The limit, in the unit of the feature. Null: there is none.
    limit: int | None

    _kinds = {
        "used": None,
        "limit": None,
    }


class UsageGroup(Answer):
    #: Day; or method and path; or ID of the key, and `operator` for all operator keys.
    group: str
    totals: UsageTotals

    _kinds = {
        "group": None,
        "totals": "UsageTotals",
    }


class UsageTotals(Answer):
    requests: int
    #: Responses with 2xx and 3xx.
    success: int
    #: All other responses.
    errors: int
    #: Percentage; 100 if there were no requests.
    success_rate: float

    _kinds = {
        "requests": None,
        "success": None,
        "errors": None,
        "success_rate": None,
    }


class LoggedRequest(Answer):
    id: str
    #: Value of `X-Request-ID`. It may repeat, because callers can choose it.
    request_id: str
    #: When the request arrived.
    at: datetime
    #: HTTP method.
    method: str
    #: Path with its IDs, without the query. Text that cannot be an ID is shown as the name of its parameter. Null if no operation has the path.
    path: str | None
    #: `x-operation` in the OpenAPI document.
    operation: str | None
    #: Null if the caller disconnected before the answer.
    status: int | None
    #: Error code.
    code: str | None
    #: Milliseconds from the arrival of the request to the response.
    duration_ms: int
    #: Only operators see the ID of an operator key.
    key_id: str | None
    #: Session of the console that made the call; null for a call with a key.
    session_id: str | None
    user_id: str | None
    actor: RequestActor
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    #: The answer was stored with the Idempotency-Key.
    is_replayed: bool
    #: Rate limit that refused the call: `hour`, `burst`, `ip`, `event-streams`, `polls` or `webhook-tests`.
    limited_by: str | None
    #: The check that the plan refused; the first one if it refused several.
    decision: RequestDecision | None
    #: Further calls of the workspace in the same second that were not recorded one by one.
    omitted: int

    _kinds = {
        "id": None,
        "request_id": None,
        "at": "time",
        "method": None,
        "path": None,
        "operation": None,
        "status": None,
        "code": None,
        "duration_ms": None,
        "key_id": None,
        "session_id": None,
        "user_id": None,
        "actor": "RequestActor",
        "workspace_id": None,
        "namespace_id": None,
        "is_replayed": None,
        "limited_by": None,
        "decision": "RequestDecision",
        "omitted": None,
    }


class RequestActor(Answer):
    """The name at that time. Only operators see the id and name of an operator."""

    type: Literal["user", "operator"] | str
    id: str | None
    name: str | None

    _kinds = {
        "type": None,
        "id": None,
        "name": None,
    }


class RequestDecision(Answer):
    #: Code of the feature.
    feature: str
    #: Amount, in the unit of the feature.
    quantity: int | None
    #: As in the decision of a check.
    reason: str
    #: The limit, in the unit of the feature. Null: there is none.
    limit: int | None
    #: Usage in the current window.
    used: int | None
    #: Amount that can still be used. Null without a limit.
    available: int | None

    _kinds = {
        "feature": None,
        "quantity": None,
        "reason": None,
        "limit": None,
        "used": None,
        "available": None,
    }


class CursorMeta(Answer):
    #: Maximum number of entries of a page.
    per_page: int
    #: `cursor` of the next page. Null: this is the last page.
    next_cursor: str | None

    _kinds = {
        "per_page": None,
        "next_cursor": None,
    }


class CursorLinks(Answer):
    #: URL of the next page. Null on the last page.
    next: str | None

    _kinds = {
        "next": None,
    }


class FoundRequest(Answer):
    id: str
    #: Value of `X-Request-ID`. It may repeat, because callers can choose it.
    request_id: str
    #: When the request arrived.
    at: datetime
    #: HTTP method.
    method: str
    #: Path with its IDs, without the query. Text that cannot be an ID is shown as the name of its parameter. Null if no operation has the path.
    path: str | None
    #: `x-operation` in the OpenAPI document.
    operation: str | None
    #: Null if the caller disconnected before the answer.
    status: int | None
    #: Error code.
    code: str | None
    #: Milliseconds from the arrival of the request to the response.
    duration_ms: int
    #: Only operators see the ID of an operator key.
    key_id: str | None
    #: Session of the console that made the call; null for a call with a key.
    session_id: str | None
    user_id: str | None
    actor: RequestActor
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    #: The answer was stored with the Idempotency-Key.
    is_replayed: bool
    #: Rate limit that refused the call: `hour`, `burst`, `ip`, `event-streams`, `polls` or `webhook-tests`.
    limited_by: str | None
    #: The check that the plan refused; the first one if it refused several.
    decision: RequestDecision | None
    #: Further calls of the workspace in the same second that were not recorded one by one.
    omitted: int
    #: IDs of what the call changed, at most 100. Null while the webhooks service is not available.
    changed: list[str] | None
    #: The events that the call emitted, at most 100. Null while the webhooks service is not available.
    event_ids: list[str] | None

    _kinds = {
        "id": None,
        "request_id": None,
        "at": "time",
        "method": None,
        "path": None,
        "operation": None,
        "status": None,
        "code": None,
        "duration_ms": None,
        "key_id": None,
        "session_id": None,
        "user_id": None,
        "actor": "RequestActor",
        "workspace_id": None,
        "namespace_id": None,
        "is_replayed": None,
        "limited_by": None,
        "decision": "RequestDecision",
        "omitted": None,
        "changed": None,
        "event_ids": None,
    }


class BatchWorkspaces(Answer):
    data: list[BatchWorkspacesDataItem]
    meta: BatchMeta

    _kinds = {
        "data": ListOf("BatchWorkspacesDataItem"),
        "meta": "BatchMeta",
    }


class BatchWorkspacesDataItem(Answer):
    #: Position in the request, from 0.
    index: int
    #: HTTP status of the operation.
    status: int
    #: Null after a deletion.
    data: Workspace | None
    error: BatchItemError | None

    _kinds = {
        "index": None,
        "status": None,
        "data": "Workspace",
        "error": "BatchItemError",
    }
    _optional = frozenset({"data", "error"})


class BatchItemError(Answer):
    code: str
    #: A sentence for people; its wording may change.
    message: str
    #: Sentences by field.
    details: dict[str, list[str]] | None
    #: Seconds to wait before the next try.
    retry_after: int | None

    _kinds = {
        "code": None,
        "message": None,
        "details": None,
        "retry_after": None,
    }
    _optional = frozenset({"details", "retry_after"})


class BatchMeta(Answer):
    #: Operations that were done.
    succeeded: int
    #: Operations that were refused.
    failed: int

    _kinds = {
        "succeeded": None,
        "failed": None,
    }


class BatchNamespaces(Answer):
    data: list[BatchNamespacesDataItem]
    meta: BatchMeta

    _kinds = {
        "data": ListOf("BatchNamespacesDataItem"),
        "meta": "BatchMeta",
    }


class BatchNamespacesDataItem(Answer):
    #: Position in the request, from 0.
    index: int
    #: HTTP status of the operation.
    status: int
    #: Null after a deletion.
    data: Namespace | None
    error: BatchItemError | None

    _kinds = {
        "index": None,
        "status": None,
        "data": "Namespace",
        "error": "BatchItemError",
    }
    _optional = frozenset({"data", "error"})


class BatchUsers(Answer):
    data: list[BatchUsersDataItem]
    meta: BatchMeta

    _kinds = {
        "data": ListOf("BatchUsersDataItem"),
        "meta": "BatchMeta",
    }


class BatchUsersDataItem(Answer):
    #: Position in the request, from 0.
    index: int
    #: HTTP status of the operation.
    status: int
    #: Null after a deletion.
    data: User | None
    error: BatchItemError | None

    _kinds = {
        "index": None,
        "status": None,
        "data": "User",
        "error": "BatchItemError",
    }
    _optional = frozenset({"data", "error"})


class BatchApiKeys(Answer):
    data: list[BatchApiKeysDataItem]
    meta: BatchMeta

    _kinds = {
        "data": ListOf("BatchApiKeysDataItem"),
        "meta": "BatchMeta",
    }


class BatchApiKeysDataItem(Answer):
    #: Position in the request, from 0.
    index: int
    #: HTTP status of the operation.
    status: int
    #: Null after a deletion.
    data: ApiKeyWithKey | ApiKey | None
    error: BatchItemError | None

    _kinds = {
        "index": None,
        "status": None,
        "data": OneOf(("ApiKeyWithKey", "ApiKey")),
        "error": "BatchItemError",
    }
    _optional = frozenset({"data", "error"})


class BatchWebhooks(Answer):
    data: list[BatchWebhooksDataItem]
    meta: BatchMeta

    _kinds = {
        "data": ListOf("BatchWebhooksDataItem"),
        "meta": "BatchMeta",
    }


class BatchWebhooksDataItem(Answer):
    #: Position in the request, from 0.
    index: int
    #: HTTP status of the operation.
    status: int
    #: Null after a deletion.
    data: WebhookWithSecret | Webhook | None
    error: BatchItemError | None

    _kinds = {
        "index": None,
        "status": None,
        "data": OneOf(("WebhookWithSecret", "Webhook")),
        "error": "BatchItemError",
    }
    _optional = frozenset({"data", "error"})


class WebhookWithSecret(Answer):
    id: str
    workspace_id: str
    #: push: events are sent to the URL. poll: events are read with `GET /webhooks/{webhook_id}/poll`.
    kind: Literal["push", "poll"] | str
    #: Empty for the kind poll.
    url: str
    #: Event types: exact types, `resource.*`, or `*` for all.
    events: list[str]
    description: str | None
    #: Custom headers, sent with every delivery. Their values are shown as `********`.
    headers: dict[str, str]
    #: False: its deliveries are held until it is enabled.
    is_active: bool
    #: Null for the default schedule.
    retry_schedule_seconds: list[int] | None
    #: It gets only events of these namespaces. Empty: of any, and of none.
    namespace_ids: list[str]
    #: It gets only events that were published to one of these. Empty: all events.
    channels: list[str]
    #: It gets only events whose `data` meets these conditions. Null: all events.
    filter: dict[str, Any] | None
    #: thin: events are sent without `data`.
    payload: Literal["full", "thin"] | str
    #: How many deliveries may start in a second. Null without a limit.
    rate_limit: WebhookWithSecretRateLimit | None
    #: key: deliveries of one ordering key go one after the other.
    ordering: Literal["none", "key"] | str
    #: Deliveries that failed one after the other.
    consecutive_failures: int
    #: Time at which it was disabled. Null while it is active.
    disabled_at: datetime | None
    #: `by_request`, `gone` (the URL answered 410) or `failures`. Null while it is active.
    disabled_reason: str | None
    #: Time at which the secret before the last rotation stops or stopped signing. Null if it had no grace period.
    previous_secret_until: datetime | None
    created_at: datetime
    updated_at: datetime
    #: Secret that signs deliveries. It is shown only once.
    secret: str

    _kinds = {
        "id": None,
        "workspace_id": None,
        "kind": None,
        "url": None,
        "events": None,
        "description": None,
        "headers": None,
        "is_active": None,
        "retry_schedule_seconds": None,
        "namespace_ids": None,
        "channels": None,
        "filter": None,
        "payload": None,
        "rate_limit": "WebhookWithSecretRateLimit",
        "ordering": None,
        "consecutive_failures": None,
        "disabled_at": "time",
        "disabled_reason": None,
        "previous_secret_until": "time",
        "created_at": "time",
        "updated_at": "time",
        "secret": None,
    }


class WebhookWithSecretRateLimit(Answer):
    #: Deliveries that may start in a second.
    per_second: int

    _kinds = {
        "per_second": None,
    }


class Webhook(Answer):
    id: str
    workspace_id: str
    #: push: events are sent to the URL. poll: events are read with `GET /webhooks/{webhook_id}/poll`.
    kind: Literal["push", "poll"] | str
    #: Empty for the kind poll.
    url: str
    #: Event types: exact types, `resource.*`, or `*` for all.
    events: list[str]
    description: str | None
    #: Custom headers, sent with every delivery. Their values are shown as `********`.
    headers: dict[str, str]
    #: False: its deliveries are held until it is enabled.
    is_active: bool
    #: Null for the default schedule.
    retry_schedule_seconds: list[int] | None
    #: It gets only events of these namespaces. Empty: of any, and of none.
    namespace_ids: list[str]
    #: It gets only events that were published to one of these. Empty: all events.
    channels: list[str]
    #: It gets only events whose `data` meets these conditions. Null: all events.
    filter: dict[str, Any] | None
    #: thin: events are sent without `data`.
    payload: Literal["full", "thin"] | str
    #: How many deliveries may start in a second. Null without a limit.
    rate_limit: WebhookRateLimit | None
    #: key: deliveries of one ordering key go one after the other.
    ordering: Literal["none", "key"] | str
    #: Ordering keys in which a delivery waits for an earlier one. Null if no key is blocked. Only the single read has it.
    blocked_keys: WebhookBlockedKeys | None
    #: Present with include=health.
    health: WebhookHealth
    #: Deliveries that failed one after the other.
    consecutive_failures: int
    #: Time at which it was disabled. Null while it is active.
    disabled_at: datetime | None
    #: `by_request`, `gone` (the URL answered 410) or `failures`. Null while it is active.
    disabled_reason: str | None
    #: Time at which the secret before the last rotation stops or stopped signing. Null if it had no grace period.
    previous_secret_until: datetime | None
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "id": None,
        "workspace_id": None,
        "kind": None,
        "url": None,
        "events": None,
        "description": None,
        "headers": None,
        "is_active": None,
        "retry_schedule_seconds": None,
        "namespace_ids": None,
        "channels": None,
        "filter": None,
        "payload": None,
        "rate_limit": "WebhookRateLimit",
        "ordering": None,
        "blocked_keys": "WebhookBlockedKeys",
        "health": "WebhookHealth",
        "consecutive_failures": None,
        "disabled_at": "time",
        "disabled_reason": None,
        "previous_secret_until": "time",
        "created_at": "time",
        "updated_at": "time",
    }
    _includes = {"health": "health"}
    _optional = frozenset({"blocked_keys"})


class WebhookRateLimit(Answer):
    #: Deliveries that may start in a second.
    per_second: int

    _kinds = {
        "per_second": None,
    }


class WebhookBlockedKeys(Answer):
    #: Counted up to 1,000.
    count: int
    #: Time at which the delivery that waits longest would have been due.
    since: datetime
    #: The ordering key of that delivery.
    oldest_key: str

    _kinds = {
        "count": None,
        "since": "time",
        "oldest_key": None,
    }


class WebhookHealth(Answer):
    #: slow and failing: by its last attempts. open: it does not answer, and nothing is sent until `open_until`. disabled: its deliveries are held.
    state: Literal["healthy", "slow", "failing", "open", "disabled"] | str
    #: Time until which nothing is sent. Null unless the state is open.
    open_until: datetime | None
    #: Deliveries that are being sent.
    in_flight: int
    #: Deliveries that may be in flight.
    window: int
    #: Deliveries that could be sent now, counted up to 1,000.
    due: int
    #: Counted up to 1,000.
    held: int
    #: Time since which the oldest delivery is due. Null: none is due.
    oldest_due_at: datetime | None
    #: From 0 to 1. Null without attempts.
    success_rate_1h: float | None
    #: At most 19 % too high. Null without an answer.
    p95_ms_1h: int | None

    _kinds = {
        "state": None,
        "open_until": "time",
        "in_flight": None,
        "window": None,
        "due": None,
        "held": None,
        "oldest_due_at": "time",
        "success_rate_1h": None,
        "p95_ms_1h": None,
    }


class OperatorKey(Answer):
    id: str
    name: str
    #: First characters of the key, to identify it.
    prefix: str
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: list[str]
    #: Time of the last use, written within seconds. Null: it was never used.
    last_used_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
        "scopes": None,
        "allowed_ips": None,
        "last_used_at": "time",
        "expires_at": "time",
        "created_at": "time",
    }


class OperatorKeyWithKey(Answer):
    id: str
    name: str
    #: First characters of the key, to identify it.
    prefix: str
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: list[str]
    #: Time of the last use, written within seconds. Null: it was never used.
    last_used_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime
    #: The API key. It is shown only once.
    key: str

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
        "scopes": None,
        "allowed_ips": None,
        "last_used_at": "time",
        "expires_at": "time",
        "created_at": "time",
        "key": None,
    }


class OperatorKeyRotated(Answer):
    id: str
    name: str
    #: First characters of the key, to identify it.
    prefix: str
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: Allowed IP addresses and CIDRs. An empty list allows every address.
    allowed_ips: list[str]
    #: Time of the last use, written within seconds. Null: it was never used.
    last_used_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime
    #: The API key. It is shown only once.
    key: str
    #: The replaced key. It works until expires_at.
    previous: OperatorKeyRotatedPrevious

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
        "scopes": None,
        "allowed_ips": None,
        "last_used_at": "time",
        "expires_at": "time",
        "created_at": "time",
        "key": None,
        "previous": "OperatorKeyRotatedPrevious",
    }


class OperatorKeyRotatedPrevious(Answer):
    """The replaced key. It works until expires_at."""

    id: str
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None

    _kinds = {
        "id": None,
        "expires_at": "time",
    }


class Session(Answer):
    #: ID of the session, or of the key if the request has a key.
    id: str
    #: Whether the request has a key, or the cookie of a session.
    kind: Literal["key", "console"] | str
    #: The user of the key, or the operator key itself.
    actor: SessionActor
    #: The key that the caller uses, or that the session acts for.
    key: SessionKey
    #: The workspace of the key; null for an operator key.
    workspace_id: str | None
    #: Null for an operator key.
    role: Literal["owner", "admin", "member"] | str | None
    #: What the key may do, such as `read:webhooks`.
    scopes: list[str]
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    #: Time at which the session ends if it is not used. Each use moves it. Null for a key.
    idle_expires_at: datetime | None

    _kinds = {
        "id": None,
        "kind": None,
        "actor": "SessionActor",
        "key": "SessionKey",
        "workspace_id": None,
        "role": None,
        "scopes": None,
        "expires_at": "time",
        "idle_expires_at": "time",
    }


class SessionActor(Answer):
    """The user of the key, or the operator key itself."""

    type: Literal["user", "operator"] | str
    id: str
    name: str

    _kinds = {
        "type": None,
        "id": None,
        "name": None,
    }


class SessionKey(Answer):
    """The key that the caller uses, or that the session acts for."""

    id: str
    name: str
    #: First characters of the key, to identify it.
    prefix: str

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
    }


class LiveSession(Answer):
    id: str
    kind: Literal["console"]
    #: The user of the key, or the operator key itself.
    actor: LiveSessionActor
    #: The key that the caller uses, or that the session acts for.
    key: LiveSessionKey
    #: The workspace of the key; null for an operator key.
    workspace_id: str | None
    created_at: datetime
    #: Up to one minute old.
    last_used_at: datetime
    #: Time at which it ends.
    expires_at: datetime
    #: Time at which the session ends if it is not used.
    idle_expires_at: datetime

    _kinds = {
        "id": None,
        "kind": None,
        "actor": "LiveSessionActor",
        "key": "LiveSessionKey",
        "workspace_id": None,
        "created_at": "time",
        "last_used_at": "time",
        "expires_at": "time",
        "idle_expires_at": "time",
    }


class LiveSessionActor(Answer):
    """The user of the key, or the operator key itself."""

    type: Literal["user", "operator"] | str
    id: str
    name: str

    _kinds = {
        "type": None,
        "id": None,
        "name": None,
    }


class LiveSessionKey(Answer):
    """The key that the caller uses, or that the session acts for."""

    id: str
    name: str
    #: First characters of the key, to identify it.
    prefix: str

    _kinds = {
        "id": None,
        "name": None,
        "prefix": None,
    }


class SignInLink(Answer):
    id: str
    #: Link that opens the console signed in. It works once, and no other answer has it.
    url: str
    #: Time at which it ends.
    expires_at: datetime

    _kinds = {
        "id": None,
        "url": None,
        "expires_at": "time",
    }


class SearchResults(Answer):
    data: list[SearchResult]

    _kinds = {
        "data": ListOf("SearchResult"),
    }


class SearchResult(Answer):
    type: Literal["workspace", "namespace", "user", "api_key", "operator_key", "session", "webhook", "event", "delivery", "request"] | str
    id: str
    #: Name of the resource; the URL of a webhook; the event type of an event or a delivery.
    name: str
    workspace_id: str | None
    #: ID of the webhook of a delivery; null for everything else. Reading a delivery needs both IDs.
    webhook_id: str | None

    _kinds = {
        "type": None,
        "id": None,
        "name": None,
        "workspace_id": None,
        "webhook_id": None,
    }


class Overview(Answer):
    #: Deliveries of all workspaces at one moment. `accepted` is the sum of the others.
    deliveries: WebhookStats | None
    #: Webhooks by health. Healthy and slow webhooks count only in the total.
    endpoints: OverviewEndpoints | None
    #: Age of the oldest due delivery of all webhooks; 0 if no delivery is due.
    oldest_due_seconds: float | None
    #: Calls of all workspaces in the last 60 minutes: answered with 2xx and 3xx; refused by a rate limit; and the others. Counted within 5 seconds.
    requests_1h: OverviewRequests1h | None
    #: Calls of the last 24 hours in which a plan refused something.
    denials_24h: int | None
    #: Limits of which at least 80 % is used, the fullest first; at most 10.
    near_limit: list[NearLimit] | None
    #: The parts of Plinth.
    parts: list[PartState]

    _kinds = {
        "deliveries": "WebhookStats",
        "endpoints": "OverviewEndpoints",
        "oldest_due_seconds": None,
        "requests_1h": "OverviewRequests1h",
        "denials_24h": None,
        "near_limit": ListOf("NearLimit"),
        "parts": ListOf("PartState"),
    }


class OverviewEndpoints(Answer):
    #: All webhooks.
    total: int
    failing: int
    open: int
    disabled: int

    _kinds = {
        "total": None,
        "failing": None,
        "open": None,
        "disabled": None,
    }


class OverviewRequests1h(Answer):
    success: int
    errors: int
    limited: int

    _kinds = {
        "success": None,
        "errors": None,
        "limited": None,
    }


class WebhookStats(Answer):
    #: Total of all deliveries, counted independently; it equals the sum of the others.
    accepted: int
    #: Ended with a 2xx, or acknowledged.
    delivered: int
    #: Due, in flight, or waiting for a retry.
    pending: int
    #: Held while the endpoint is disabled.
    held: int
    #: Ended without success.
    failed: int
    #: Ended before success, for example because the webhook was deleted.
    cancelled: int

    _kinds = {
        "accepted": None,
        "delivered": None,
        "pending": None,
        "held": None,
        "failed": None,
        "cancelled": None,
    }


class NearLimit(Answer):
    #: The owner, or the workspace that pays for it.
    workspace_id: str | None
    #: A workspace or a namespace.
    owner_id: str
    #: Name of the owner.
    name: str
    #: The feature that owns the pool.
    feature: str
    #: Usage in the current window.
    used: int
    #: The limit, in the unit of the feature.
    limit: int

    _kinds = {
        "workspace_id": None,
        "owner_id": None,
        "name": None,
        "feature": None,
        "used": None,
        "limit": None,
    }


class PartState(Answer):
    """Version of the process that answered; null if none did."""

    name: Literal["gateway", "identity", "tenancy", "webhooks"] | str
    ready: bool
    version: str | None

    _kinds = {
        "name": None,
        "ready": None,
        "version": None,
    }


class Feature(Answer):
    code: str
    name: str
    type: Literal["boolean", "limit", "unlimited"] | str
    #: Unit of the limit. `bytes` is shown in binary units.
    unit: str | None
    #: When usage is reset: never, each month, or after `rolling_days`.
    reset: Literal["none", "monthly", "rolling"] | str
    #: Days of a rolling reset. Null for other resets.
    rolling_days: int | None
    #: Code of the feature whose pool this feature uses.
    parent: str | None
    #: False: checks treat the feature as if it did not exist.
    is_active: bool
    id: str
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "code": None,
        "name": None,
        "type": None,
        "unit": None,
        "reset": None,
        "rolling_days": None,
        "parent": None,
        "is_active": None,
        "id": None,
        "created_at": "time",
        "updated_at": "time",
    }


class Package(Answer):
    code: str
    name: str
    #: True for a base package. An owner has one base package; other packages are add-ons whose limits are added.
    is_base: bool
    #: True: an owner can have the add-on more than once.
    is_stackable: bool
    #: False: current assignments remain, and new assignments are refused.
    is_active: bool
    #: Features with their limits.
    features: list[PackageFeature]
    id: str
    #: Present with include=assignments (operators only).
    assignments: PackageAssignments
    created_at: datetime
    updated_at: datetime

    _kinds = {
        "code": None,
        "name": None,
        "is_base": None,
        "is_stackable": None,
        "is_active": None,
        "features": ListOf("PackageFeature"),
        "id": None,
        "assignments": "PackageAssignments",
        "created_at": "time",
        "updated_at": "time",
    }
    _includes = {"assignments": "assignments"}


class PackageFeature(Answer):
    code: str
    #: Number, or "unlimited". A boolean feature has no limit.
    limit: int | Literal["unlimited"] | None

    _kinds = {
        "code": None,
        "limit": None,
    }
    _optional = frozenset({"limit"})


class PackageAssignments(Answer):
    """Present with include=assignments (operators only)."""

    count: int
    is_exact: bool

    _kinds = {
        "count": None,
        "is_exact": None,
    }


class Catalog(Answer):
    #: Features with their limits.
    features: list[CatalogFeature]
    #: Packages with their features.
    packages: list[CatalogPackage]

    _kinds = {
        "features": ListOf("CatalogFeature"),
        "packages": ListOf("CatalogPackage"),
    }


class CatalogFeature(Answer):
    code: str
    name: str
    type: Literal["boolean", "limit", "unlimited"] | str
    #: Unit of the limit. `bytes` is shown in binary units.
    unit: str | None
    #: When usage is reset: never, each month, or after `rolling_days`.
    reset: Literal["none", "monthly", "rolling"] | str
    #: Days of a rolling reset. Null for other resets.
    rolling_days: int | None
    #: Code of the feature whose pool this feature uses.
    parent: str | None
    #: False: checks treat the feature as if it did not exist.
    is_active: bool

    _kinds = {
        "code": None,
        "name": None,
        "type": None,
        "unit": None,
        "reset": None,
        "rolling_days": None,
        "parent": None,
        "is_active": None,
    }


class CatalogPackage(Answer):
    code: str
    name: str
    #: True for a base package. An owner has one base package; other packages are add-ons whose limits are added.
    is_base: bool
    #: True: an owner can have the add-on more than once.
    is_stackable: bool
    #: False: current assignments remain, and new assignments are refused.
    is_active: bool
    #: Features with their limits.
    features: list[CatalogPackageFeature]

    _kinds = {
        "code": None,
        "name": None,
        "is_base": None,
        "is_stackable": None,
        "is_active": None,
        "features": ListOf("CatalogPackageFeature"),
    }


class CatalogPackageFeature(Answer):
    code: str
    #: Number, or "unlimited". A boolean feature has no limit.
    limit: int | Literal["unlimited"] | None

    _kinds = {
        "code": None,
        "limit": None,
    }
    _optional = frozenset({"limit"})


class CatalogDifference(Answer):
    added: list[CatalogChange]
    changed: list[CatalogChange]
    removed: list[CatalogChange]
    #: Features that are removed or turned off and that packages or boosts include now.
    lost: list[CatalogLostFeature]
    #: True: nothing was changed.
    dry_run: bool

    _kinds = {
        "added": ListOf("CatalogChange"),
        "changed": ListOf("CatalogChange"),
        "removed": ListOf("CatalogChange"),
        "lost": ListOf("CatalogLostFeature"),
        "dry_run": None,
    }


class CatalogChange(Answer):
    #: What has the code.
    kind: Literal["feature", "package"] | str
    code: str

    _kinds = {
        "kind": None,
        "code": None,
    }


class CatalogLostFeature(Answer):
    code: str
    #: Codes of the remaining packages that include it now.
    packages: list[str]
    #: Number of workspaces and namespaces with such a package, or with a boost of the feature.
    owners: int
    #: False if there are more than 1,000, where `owners` stops counting.
    owners_is_exact: bool

    _kinds = {
        "code": None,
        "packages": None,
        "owners": None,
        "owners_is_exact": None,
    }


class PackageAssignment(Answer):
    id: str
    #: The assigned package.
    package: PackageAssignmentPackage
    #: A cancelled package with an end in the future is usable until that end.
    status: Literal["active", "suspended", "cancelled", "expired"] | str
    #: Time from which it counts.
    starts_at: datetime
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    #: Start from which monthly windows are counted.
    billing_anchor: datetime

    _kinds = {
        "id": None,
        "package": "PackageAssignmentPackage",
        "status": None,
        "starts_at": "time",
        "expires_at": "time",
        "billing_anchor": "time",
    }


class PackageAssignmentPackage(Answer):
    """The assigned package."""

    id: str
    code: str
    name: str

    _kinds = {
        "id": None,
        "code": None,
        "name": None,
    }


class PlanDifference(Answer):
    #: Time at which the change takes effect. Both states are of this moment.
    at: datetime
    #: The features that are included before or after the change.
    features: list[PlanDifferenceFeature]
    #: Codes of features that are missing above, because the part of Plinth that counts them is not available. Absent if there is none.
    left_out: list[str] | None

    _kinds = {
        "at": "time",
        "features": ListOf("PlanDifferenceFeature"),
        "left_out": None,
    }
    _optional = frozenset({"left_out"})


class PlanDifferenceFeature(Answer):
    code: str
    #: Null: not included.
    before: int | Literal["unlimited", "on"] | str | None
    #: Null: not included.
    after: int | Literal["unlimited", "on"] | str | None
    #: 0 for a limit of Plinth itself that is not counted: requests per hour and burst, `plinth.events` without a limit, and a limit of a namespace.
    used: int
    #: True if a check of 1 is refused after the change.
    would_refuse: bool

    _kinds = {
        "code": None,
        "before": None,
        "after": None,
        "used": None,
        "would_refuse": None,
    }


class Boost(Answer):
    id: str
    #: Code of the pool. A boost of a child feature applies to its parent.
    feature: str
    #: add_limit: adds to the limit. enable: turns a feature on. unlimited: removes the limit.
    type: Literal["add_limit", "enable", "unlimited"] | str
    #: Added limit. Null unless the type is add_limit.
    limit: int | None
    #: cycle: until the billing cycle ends. until: until `expires_at`. permanent: without an end.
    duration: Literal["cycle", "until", "permanent"] | str
    #: expired: it has ended, or an operator ended it.
    status: Literal["active", "expired"] | str
    #: Time from which it counts.
    starts_at: datetime
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    created_at: datetime

    _kinds = {
        "id": None,
        "feature": None,
        "type": None,
        "limit": None,
        "duration": None,
        "status": None,
        "starts_at": "time",
        "expires_at": "time",
        "created_at": "time",
    }


class EntitlementOverview(Answer):
    data: list[EntitlementOverviewDataItem]

    _kinds = {
        "data": ListOf("EntitlementOverviewDataItem"),
    }


class EntitlementOverviewDataItem(Answer):
    #: Code of the feature.
    feature: str
    name: str
    type: Literal["boolean", "limit", "unlimited"] | str
    #: Reason why the feature is not included; null if it is included.
    reason: str | None
    #: The level that decided.
    level: Literal["namespace", "workspace", "tier"] | str | None
    #: ID of the namespace, workspace or user whose pool is used.
    owner_id: str | None
    #: Code of the feature whose pool is used.
    pool: str | None
    #: The limit, in the unit of the feature. Null: there is none.
    limit: int | None
    #: True: usage has no limit.
    unlimited: bool
    #: Null for a limit of Plinth itself that is not counted here: requests per hour and burst, `plinth.events` without a limit, or while the part that counts is not available.
    used: int | None
    #: Amount that open reservations set aside.
    reserved: int
    #: Unit of the amounts, such as `bytes`. Null: they have none.
    unit: str | None
    #: Start of the window in which usage counts. Null without a window.
    window_start: datetime | None
    #: End of the window in which usage counts. Null without a window.
    window_end: datetime | None
    #: Time at which counting starts again; in a rolling window, the time at which the oldest usage leaves it.
    reset_at: datetime | None

    _kinds = {
        "feature": None,
        "name": None,
        "type": None,
        "reason": None,
        "level": None,
        "owner_id": None,
        "pool": None,
        "limit": None,
        "unlimited": None,
        "used": None,
        "reserved": None,
        "unit": None,
        "window_start": "time",
        "window_end": "time",
        "reset_at": "time",
    }


class EntitlementLogEntry(Answer):
    id: str
    #: Type of the change, such as `package.assigned`.
    action: str
    #: Code of the feature.
    feature: str | None
    #: ID of what was changed. Null: nothing with an ID.
    subject_id: str | None
    #: ID of a user or a key; null for Plinth itself.
    actor_id: str | None
    #: What the change was; the fields depend on the action.
    change: dict[str, Any]
    created_at: datetime

    _kinds = {
        "id": None,
        "action": None,
        "feature": None,
        "subject_id": None,
        "actor_id": None,
        "change": None,
        "created_at": "time",
    }


class LongPageMeta(Answer):
    #: Number of this page, from 1.
    current_page: int
    #: Maximum number of entries of a page.
    per_page: int
    #: Number of entries on all pages.
    total: int
    #: Number of the last page, at least 1.
    last_page: int
    #: Position of the first entry of the page, from 1. Null on an empty page.
    from_: int | None
    #: Position of the last entry of the page. Null on an empty page.
    to: int | None
    #: False above 10,000, where `total` stops counting, and where a filter did not search all entries.
    total_is_exact: bool

    _kinds = {
        "current_page": None,
        "per_page": None,
        "total": None,
        "last_page": None,
        "from": None,
        "to": None,
        "total_is_exact": None,
    }
    _wire_names = {"from_": "from"}


class EntitlementDecision(Answer):
    #: False: the plan refuses.
    allowed: bool
    #: Why it is not allowed: `LIMIT_EXCEEDED`, `FEATURE_NOT_INCLUDED`, `FEATURE_NOT_FOUND`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED`, `NAMESPACE_INACTIVE` or `WORKSPACE_SUSPENDED`. Null if it is allowed.
    reason: str | None
    #: A sentence for people; its wording may change.
    message: str
    #: Usage in the current window, without reservations.
    current_usage: int
    #: The limit, in the unit of the feature. Null for a boolean or unlimited feature, and for one that is not included.
    limit: int | None
    #: Amount that can still be used. Null without a limit.
    available: int | None
    #: True: usage has no limit.
    unlimited: bool | None
    #: Time at which the decision was true.
    as_of: datetime
    #: False: the decision is from a cache, or some usage could not be counted.
    exact: bool
    #: With explain=true: the evaluated levels, in order.
    chain: list[EntitlementLevel] | None
    #: With explain=true: where usage counts. Null if no level includes the feature.
    counted: EntitlementCounted | None
    #: With explain=true: changes, each of which allows this check by itself. Empty if the check is allowed.
    remedies: list[EntitlementRemedy] | None

    _kinds = {
        "allowed": None,
        "reason": None,
        "message": None,
        "current_usage": None,
        "limit": None,
        "available": None,
        "unlimited": None,
        "as_of": "time",
        "exact": None,
        "chain": ListOf("EntitlementLevel"),
        "counted": "EntitlementCounted",
        "remedies": ListOf("EntitlementRemedy"),
    }
    _optional = frozenset({"unlimited", "chain", "counted", "remedies"})


class EntitlementLevel(Answer):
    #: Whose packages: those of the namespace, of the paying workspace, or of the tier of the user.
    level: Literal["namespace", "workspace", "tier"] | str
    #: ID of the owner: a user, a workspace or a namespace.
    owner_id: str
    #: IDs of the packages and boosts of this level that concern the feature.
    considered: list[str]
    #: Null if this level decided.
    passed_over_because: str | None
    #: Packages and boosts that concern the feature, counted or not.
    sources: list[EntitlementSource]

    _kinds = {
        "level": None,
        "owner_id": None,
        "considered": None,
        "passed_over_because": None,
        "sources": ListOf("EntitlementSource"),
    }


class EntitlementSource(Answer):
    #: ID of the assigned package, of the boost, or of the package of the tier.
    id: str
    #: What grants it.
    kind: Literal["package", "boost", "tier"] | str
    #: Code of the package, or of the feature of the boost.
    code: str
    name: str
    #: Its status now.
    status: Literal["active", "suspended", "cancelled", "expired"] | str
    #: Time from which it counts. Null: it has no beginning.
    starts_at: datetime | None
    #: Time at which it ends. Null: it has no end.
    expires_at: datetime | None
    #: Amount that it adds. The limit is the sum of the counted amounts of the level that decided.
    grants: int | Literal["unlimited", "on"] | str
    #: True: the decision counts it.
    is_counted: bool
    #: Reason why it is not counted: `NOT_STARTED`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED` or `BOOST_EXPIRED`.
    reason: str | None

    _kinds = {
        "id": None,
        "kind": None,
        "code": None,
        "name": None,
        "status": None,
        "starts_at": "time",
        "expires_at": "time",
        "grants": None,
        "is_counted": None,
        "reason": None,
    }


class EntitlementCounted(Answer):
    """Pool and window in which usage counts."""

    #: Whose packages: those of the namespace, of the paying workspace, or of the tier of the user.
    level: Literal["namespace", "workspace", "tier"] | str
    #: ID of the namespace, workspace or user.
    owner_id: str
    #: Code of the feature whose pool is used.
    pool: str
    #: Start of the window in which usage counts. Null without a window.
    window_start: datetime | None
    #: End of the window in which usage counts. Null without a window.
    window_end: datetime | None
    #: Usage in the current window.
    used: int
    #: Amount that open reservations set aside.
    reserved: int

    _kinds = {
        "level": None,
        "owner_id": None,
        "pool": None,
        "window_start": "time",
        "window_end": "time",
        "used": None,
        "reserved": None,
    }


class EntitlementRemedy(Answer):
    #: What to do: requests of an operator, or `wait`.
    kind: Literal["boost", "reactivate", "assign", "wait"] | str
    #: Whose plan changes.
    owner_type: Literal["namespace", "workspace"] | str | None
    #: ID of the owner: a user, a workspace or a namespace.
    owner_id: str | None
    #: Assigned package to reactivate. If it is null, `reactivate` means the workspace.
    assignment_id: str | None
    #: Code of the package to assign or reactivate.
    package: str | None
    #: Body of the smallest boost that suffices.
    boost: EntitlementRemedyBoost | None
    #: With `wait`: time at which the check is allowed, if nothing is used until then.
    until: datetime | None

    _kinds = {
        "kind": None,
        "owner_type": None,
        "owner_id": None,
        "assignment_id": None,
        "package": None,
        "boost": "EntitlementRemedyBoost",
        "until": "time",
    }


class EntitlementRemedyBoost(Answer):
    #: Code of the feature.
    feature: str
    type: Literal["add_limit", "enable"] | str
    #: The limit, in the unit of the feature.
    limit: int | None
    #: The boost has no end.
    duration: Literal["permanent"] | str

    _kinds = {
        "feature": None,
        "type": None,
        "limit": None,
        "duration": None,
    }
    _optional = frozenset({"limit"})


class EntitlementDecisions(Answer):
    data: list[EntitlementDecisionsDataItem]

    _kinds = {
        "data": ListOf("EntitlementDecisionsDataItem"),
    }


class EntitlementDecisionsDataItem(Answer):
    #: False: the plan refuses.
    allowed: bool
    #: Why it is not allowed: `LIMIT_EXCEEDED`, `FEATURE_NOT_INCLUDED`, `FEATURE_NOT_FOUND`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED`, `NAMESPACE_INACTIVE` or `WORKSPACE_SUSPENDED`. Null if it is allowed.
    reason: str | None
    #: A sentence for people; its wording may change.
    message: str
    #: Usage in the current window, without reservations.
    current_usage: int
    #: The limit, in the unit of the feature. Null for a boolean or unlimited feature, and for one that is not included.
    limit: int | None
    #: Amount that can still be used. Null without a limit.
    available: int | None
    #: True: usage has no limit.
    unlimited: bool | None
    #: Time at which the decision was true.
    as_of: datetime
    #: False: the decision is from a cache, or some usage could not be counted.
    exact: bool
    #: With explain=true: the evaluated levels, in order.
    chain: list[EntitlementLevel] | None

    _kinds = {
        "allowed": None,
        "reason": None,
        "message": None,
        "current_usage": None,
        "limit": None,
        "available": None,
        "unlimited": None,
        "as_of": "time",
        "exact": None,
        "chain": ListOf("EntitlementLevel"),
    }
    _optional = frozenset({"unlimited", "chain"})


class EntitlementConsumed(Answer):
    #: False: the plan refuses.
    allowed: bool
    #: Why it is not allowed: `LIMIT_EXCEEDED`, `FEATURE_NOT_INCLUDED`, `FEATURE_NOT_FOUND`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED`, `NAMESPACE_INACTIVE` or `WORKSPACE_SUSPENDED`. Null if it is allowed.
    reason: str | None
    #: A sentence for people; its wording may change.
    message: str
    #: Usage in the current window, without reservations.
    current_usage: int
    #: The limit, in the unit of the feature. Null for a boolean or unlimited feature, and for one that is not included.
    limit: int | None
    #: Amount that can still be used. Null without a limit.
    available: int | None
    #: True: usage has no limit.
    unlimited: bool | None
    #: Time at which the decision was true.
    as_of: datetime
    #: False: the decision is from a cache, or some usage could not be counted.
    exact: bool
    #: With explain=true: the evaluated levels, in order.
    chain: list[EntitlementLevel] | None
    #: ID of the usage record; null if the use was refused.
    usage_id: str | None

    _kinds = {
        "allowed": None,
        "reason": None,
        "message": None,
        "current_usage": None,
        "limit": None,
        "available": None,
        "unlimited": None,
        "as_of": "time",
        "exact": None,
        "chain": ListOf("EntitlementLevel"),
        "usage_id": None,
    }
    _optional = frozenset({"unlimited", "chain"})


class EntitlementReserved(Answer):
    #: False: the plan refuses.
    allowed: bool
    #: Why it is not allowed: `LIMIT_EXCEEDED`, `FEATURE_NOT_INCLUDED`, `FEATURE_NOT_FOUND`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED`, `NAMESPACE_INACTIVE` or `WORKSPACE_SUSPENDED`. Null if it is allowed.
    reason: str | None
    #: A sentence for people; its wording may change.
    message: str
    #: Usage in the current window, without reservations.
    current_usage: int
    #: The limit, in the unit of the feature. Null for a boolean or unlimited feature, and for one that is not included.
    limit: int | None
    #: Amount that can still be used. Null without a limit.
    available: int | None
    #: True: usage has no limit.
    unlimited: bool | None
    #: Time at which the decision was true.
    as_of: datetime
    #: False: the decision is from a cache, or some usage could not be counted.
    exact: bool
    #: With explain=true: the evaluated levels, in order.
    chain: list[EntitlementLevel] | None
    #: Present if the reservation was allowed.
    reservation: Reservation | None

    _kinds = {
        "allowed": None,
        "reason": None,
        "message": None,
        "current_usage": None,
        "limit": None,
        "available": None,
        "unlimited": None,
        "as_of": "time",
        "exact": None,
        "chain": ListOf("EntitlementLevel"),
        "reservation": "Reservation",
    }
    _optional = frozenset({"unlimited", "chain", "reservation"})


class Reservation(Answer):
    id: str
    #: Code of the feature.
    feature: str
    #: Amount, in the unit of the feature.
    quantity: int
    #: active: the quantity is set aside. committed: it was used.
    status: Literal["active", "committed", "released", "expired"] | str
    #: Time at which it ends.
    expires_at: datetime

    _kinds = {
        "id": None,
        "feature": None,
        "quantity": None,
        "status": None,
        "expires_at": "time",
    }


class UsageProof(Answer):
    data: list[UsageProofDataItem]

    _kinds = {
        "data": ListOf("UsageProofDataItem"),
    }


class UsageProofDataItem(Answer):
    #: Code of the feature.
    feature: str
    #: Start of the window in which usage counts. Null without a window.
    window_start: datetime | None
    #: Usage that the balance has.
    balance: int
    #: Sum of the usage records.
    ledger: int
    #: True if the two are equal.
    ok: bool

    _kinds = {
        "feature": None,
        "window_start": "time",
        "balance": None,
        "ledger": None,
        "ok": None,
    }


class UsageEntry(Answer):
    id: str
    #: Code of the feature.
    feature: str
    #: Amount that was counted; negative if usage was given back.
    quantity: int
    #: Time at which it was counted.
    recorded_at: datetime
    #: ID that the caller chose. Null: none.
    event_id: str | None
    #: Your own pairs of strings.
    metadata: dict[str, str]

    _kinds = {
        "id": None,
        "feature": None,
        "quantity": None,
        "recorded_at": "time",
        "event_id": None,
        "metadata": None,
    }


class UsageRecord(Answer):
    id: str
    #: Code of the feature.
    feature: str
    #: Amount that was counted; negative if usage was given back.
    quantity: int
    #: Time at which it was counted.
    recorded_at: datetime

    _kinds = {
        "id": None,
        "feature": None,
        "quantity": None,
        "recorded_at": "time",
    }


class UsageSeries(Answer):
    #: The owner of the pool that counts now.
    owner_id: str
    #: Code of the feature whose pool is used.
    pool: str
    #: Empty for a limit of Plinth itself, such as `plinth.webhooks`.
    points: list[UsageSeriesPoint]
    #: The limit over time, by the present catalogue. Null: not included.
    windows: list[UsageSeriesWindow]
    #: Thresholds that usage reached.
    alerts: list[UsageSeriesAlert]

    _kinds = {
        "owner_id": None,
        "pool": None,
        "points": ListOf("UsageSeriesPoint"),
        "windows": ListOf("UsageSeriesWindow"),
        "alerts": ListOf("UsageSeriesAlert"),
    }


class UsageSeriesPoint(Answer):
    #: Start of the bucket.
    at: datetime
    #: Usage that was recorded in the bucket.
    recorded: int
    #: Usage that was given back in the bucket.
    given_back: int
    #: Usage of the window at the end of the bucket; in a bucket that has not ended, now.
    used: int

    _kinds = {
        "at": "time",
        "recorded": None,
        "given_back": None,
        "used": None,
    }


class UsageSeriesWindow(Answer):
    start: datetime
    end: datetime
    #: A limit, `unlimited`, or `on` for a boolean feature.
    limit: int | Literal["unlimited", "on"] | str | None

    _kinds = {
        "start": "time",
        "end": "time",
        "limit": None,
    }


class UsageSeriesAlert(Answer):
    #: Percentage of the limit.
    threshold: int
    #: Time at which it happened.
    at: datetime
    event_id: str

    _kinds = {
        "threshold": None,
        "at": "time",
        "event_id": None,
    }


class WebhookTest(Answer):
    #: True for a 2xx.
    success: bool
    #: Null if there was no response.
    status_code: int | None
    #: Duration of the test in milliseconds.
    response_time_ms: int
    #: Reason of the failure.
    error: str | None

    _kinds = {
        "success": None,
        "status_code": None,
        "response_time_ms": None,
        "error": None,
    }
    _optional = frozenset({"error"})


class WebhookFilterTest(Answer):
    #: True if the event meets the filter.
    matches: bool
    #: A sentence for each condition that decided.
    because: list[str]

    _kinds = {
        "matches": None,
        "because": None,
    }


class Poll(Answer):
    deliveries: list[PolledDelivery]

    _kinds = {
        "deliveries": ListOf("PolledDelivery"),
    }


class PolledDelivery(Answer):
    #: Identifies this delivery and this attempt. Send it to ack or nack.
    id: str
    delivery_id: str
    event_id: str
    #: Type of the event.
    event_type: str
    #: Number of the attempt, from 1. It rises when a lease runs out and with each nack.
    attempt: int
    #: Until then, no other poll gets the delivery.
    lease_until: datetime
    #: The event, as a webhook with a URL gets it in the request body.
    event: dict[str, Any]

    _kinds = {
        "id": None,
        "delivery_id": None,
        "event_id": None,
        "event_type": None,
        "attempt": None,
        "lease_until": "time",
        "event": None,
    }


class PollOutcome(Answer):
    #: IDs of deliveries that were ended, or given back.
    done: list[str]
    #: IDs whose lease ran out and that were handed out again, and IDs of deliveries that had already ended.
    expired: list[str]

    _kinds = {
        "done": None,
        "expired": None,
    }


class WebhookSeries(Answer):
    #: One for each bucket with attempts.
    points: list[WebhookSeriesPoint]

    _kinds = {
        "points": ListOf("WebhookSeriesPoint"),
    }


class WebhookSeriesPoint(Answer):
    #: Beginning of the bucket, in UTC.
    at: datetime
    #: Attempts with a 2xx.
    ok: int
    #: Attempts with a response other than 2xx.
    failed: int
    #: Attempts without a whole response in time.
    timed_out: int
    #: Attempts without a connection: unknown host, no answer, or an address that is not allowed.
    refused: int
    #: Median latency, at most 19 % too high; the same holds for `p95_ms`. Null if all attempts were refused.
    p50_ms: int | None
    #: Latency that 95 % of the attempts stay below.
    p95_ms: int | None

    _kinds = {
        "at": "time",
        "ok": None,
        "failed": None,
        "timed_out": None,
        "refused": None,
        "p50_ms": None,
        "p95_ms": None,
    }


class DeliverySummary(Answer):
    id: str
    workspace_id: str
    webhook_id: str
    event_id: str
    #: Type of the event.
    event_type: str
    #: pending: not tried yet. retrying: it waits for another attempt. held: the webhook is disabled, or its workspace suspended. failed: it ended without success.
    status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | str
    #: Status of the last response; null if there was no response.
    status_code: int | None
    #: Number of attempts so far.
    attempts: int
    #: Time of the next attempt. Null: none is planned.
    next_attempt_at: datetime | None
    #: Time at which it was delivered. Null: it was not.
    delivered_at: datetime | None
    created_at: datetime

    _kinds = {
        "id": None,
        "workspace_id": None,
        "webhook_id": None,
        "event_id": None,
        "event_type": None,
        "status": None,
        "status_code": None,
        "attempts": None,
        "next_attempt_at": "time",
        "delivered_at": "time",
        "created_at": "time",
    }


class Delivery(Answer):
    id: str
    workspace_id: str
    webhook_id: str
    event_id: str
    #: Type of the event.
    event_type: str
    #: pending: not tried yet. retrying: it waits for another attempt. held: the webhook is disabled, or its workspace suspended. failed: it ended without success.
    status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | str
    #: Status of the last response; null if there was no response.
    status_code: int | None
    #: Number of attempts so far.
    attempts: int
    #: Time of the next attempt. Null: none is planned.
    next_attempt_at: datetime | None
    #: Time at which it was delivered. Null: it was not.
    delivered_at: datetime | None
    created_at: datetime
    #: All attempts. If they have more than 1 MiB, only the last attempts.
    attempts_log: list[DeliveryAttempt]
    #: Times of the next attempts if each fails immediately; delays vary by 10 %. Empty while the delivery is held or blocked.
    schedule: list[DeliveryScheduleItem]
    #: Time at which an unfinished delivery fails, even if it has attempts left.
    ends_at: datetime | None
    #: Time since which it is held. Null: it is not held.
    held_since: datetime | None
    #: Body that the endpoint gets, as JSON; null if the caller is not allowed to read the event.
    payload: Any

    _kinds = {
        "id": None,
        "workspace_id": None,
        "webhook_id": None,
        "event_id": None,
        "event_type": None,
        "status": None,
        "status_code": None,
        "attempts": None,
        "next_attempt_at": "time",
        "delivered_at": "time",
        "created_at": "time",
        "attempts_log": ListOf("DeliveryAttempt"),
        "schedule": ListOf("DeliveryScheduleItem"),
        "ends_at": "time",
        "held_since": "time",
        "payload": None,
    }


class DeliveryScheduleItem(Answer):
    #: Number of the attempt, from 1.
    number: int
    #: Time of the attempt.
    due_at: datetime

    _kinds = {
        "number": None,
        "due_at": "time",
    }


class DeliveryAttempt(Answer):
    #: Number of the attempt, from 1.
    number: int
    #: Why the attempt was made: `schedule`, `manual` for a retry, `replay` or `test`.
    trigger: str
    #: `ok` for a 2xx or an acknowledged poll, `http` for another status, and `returned` if a poll gave the delivery back; without a response `timeout`, `connect`, `dns`, `tls`, `blocked` for a refused address, or `unknown`.
    outcome: str
    #: Status of the response. Null: there was no response.
    status_code: int | None
    #: Null if the URL is not known; `request_headers` is null then too.
    url: str | None
    #: Values of custom headers are shown as `********`, and so are the signatures unless you are allowed to send the delivery again: as an owner, an admin or an operator, with `write:webhooks`.
    request_headers: dict[str, str] | None
    #: Headers of the response.
    response_headers: dict[str, str]
    #: The first 16 KiB of the response.
    response_body: str
    #: True if the response was longer than the 16 KiB that are kept.
    body_is_cut: bool
    #: Start of the attempt. Null: it is not known.
    started_at: datetime | None
    #: Milliseconds of each phase: `wait`, `dns`, `connect`, `tls`, `first_byte` and `total`.
    timings_ms: dict[str, int]
    #: Reason of the failure. Null: nothing failed.
    error: str | None

    _kinds = {
        "number": None,
        "trigger": None,
        "outcome": None,
        "status_code": None,
        "url": None,
        "request_headers": None,
        "response_headers": None,
        "response_body": None,
        "body_is_cut": None,
        "started_at": "time",
        "timings_ms": None,
        "error": None,
    }


class DeliveryRetryCount(Answer):
    #: Number of deliveries to send again.
    total: int
    #: Number of deliveries to send again, for each webhook.
    by_webhook: list[DeliveryRetryCountByWebhookItem]

    _kinds = {
        "total": None,
        "by_webhook": ListOf("DeliveryRetryCountByWebhookItem"),
    }


class DeliveryRetryCountByWebhookItem(Answer):
    webhook_id: str
    #: Number of its deliveries.
    total: int

    _kinds = {
        "webhook_id": None,
        "total": None,
    }


class DeliveryRetries(Answer):
    #: Number of deliveries to send again.
    total: int
    #: One for each webhook with such deliveries.
    replays: list[Replay]

    _kinds = {
        "total": None,
        "replays": ListOf("Replay"),
    }


class Replay(Answer):
    id: str
    webhook_id: str
    #: done: all its deliveries are queued.
    status: Literal["running", "done", "cancelled"] | str
    #: Number of deliveries to send again.
    total: int
    #: Number of deliveries queued so far.
    done: int
    created_at: datetime

    _kinds = {
        "id": None,
        "webhook_id": None,
        "status": None,
        "total": None,
        "done": None,
        "created_at": "time",
    }


class ReplayCount(Answer):
    #: Number of deliveries to send again.
    total: int

    _kinds = {
        "total": None,
    }


class Event(Answer):
    id: str
    type: str
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    #: Data of the event. The data of a published event is as the publisher sent it.
    data: EventData
    #: ID that the publisher chose.
    event_id: str | None
    #: Names that the publisher gave; endpoints can filter by them.
    channels: list[str]
    #: Events with the same key can be delivered in order. Null: the event has no order.
    ordering_key: str | None
    #: Time at which it happened, as given by the publisher.
    occurred_at: datetime | None

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "EventData",
        "event_id": None,
        "channels": None,
        "ordering_key": None,
        "occurred_at": "time",
    }


class EventData(Answer):
    """Data of the event. The data of a published event is as the publisher sent it."""

    #: Present in events of Plinth itself.
    object: EventDataObject | None

    _kinds = {
        "object": "EventDataObject",
    }
    _optional = frozenset({"object"})


class EventDataObject(Answer):
    """Present in events of Plinth itself."""

    id: str
    type: str
    #: Fields of the object at that time.
    attributes: dict[str, Any]

    _kinds = {
        "id": None,
        "type": None,
        "attributes": None,
    }


class PublishedEvent(Answer):
    id: str
    type: str
    workspace_id: str
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    created_at: datetime

    _kinds = {
        "id": None,
        "type": None,
        "workspace_id": None,
        "namespace_id": None,
        "created_at": "time",
    }


class EventWithDeliveries(Answer):
    id: str
    type: str
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    #: Data of the event. The data of a published event is as the publisher sent it.
    data: EventWithDeliveriesData
    #: ID that the publisher chose.
    event_id: str | None
    #: Names that the publisher gave; endpoints can filter by them.
    channels: list[str]
    #: Events with the same key can be delivered in order. Null: the event has no order.
    ordering_key: str | None
    #: Time at which it happened, as given by the publisher.
    occurred_at: datetime | None
    #: The first 100 deliveries of the event, by webhook.
    deliveries: list[EventDelivery]
    #: Number of all its deliveries.
    deliveries_count: int

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "EventWithDeliveriesData",
        "event_id": None,
        "channels": None,
        "ordering_key": None,
        "occurred_at": "time",
        "deliveries": ListOf("EventDelivery"),
        "deliveries_count": None,
    }


class EventWithDeliveriesData(Answer):
    """Data of the event. The data of a published event is as the publisher sent it."""

    #: Present in events of Plinth itself.
    object: EventWithDeliveriesDataObject | None

    _kinds = {
        "object": "EventWithDeliveriesDataObject",
    }
    _optional = frozenset({"object"})


class EventWithDeliveriesDataObject(Answer):
    """Present in events of Plinth itself."""

    id: str
    type: str
    #: Fields of the object at that time.
    attributes: dict[str, Any]

    _kinds = {
        "id": None,
        "type": None,
        "attributes": None,
    }


class EventDelivery(Answer):
    id: str
    webhook_id: str
    #: pending: not tried yet. retrying: it waits for another attempt. held: the webhook is disabled, or its workspace suspended. failed: it ended without success.
    status: Literal["pending", "success", "failed", "retrying", "held", "cancelled"] | str
    #: Status of the response. Null: there was no response.
    status_code: int | None
    #: Number of attempts so far.
    attempts: int
    #: Time at which it was delivered. Null: it was not.
    delivered_at: datetime | None

    _kinds = {
        "id": None,
        "webhook_id": None,
        "status": None,
        "status_code": None,
        "attempts": None,
        "delivered_at": "time",
    }


class PublishedEvents(Answer):
    data: list[PublishResult]
    meta: PublishMeta

    _kinds = {
        "data": ListOf("PublishResult"),
        "meta": "PublishMeta",
    }


class PublishResult(Answer):
    #: Position in the request, from 0.
    index: int
    #: ID of the accepted event.
    id: str | None
    #: Reason why the event was not accepted.
    error: PublishError | None

    _kinds = {
        "index": None,
        "id": None,
        "error": "PublishError",
    }
    _optional = frozenset({"id", "error"})


class PublishError(Answer):
    code: str
    #: A sentence for people; its wording may change.
    message: str
    #: Sentences by field.
    details: dict[str, list[str]] | None

    _kinds = {
        "code": None,
        "message": None,
        "details": None,
    }
    _optional = frozenset({"details"})


class PublishMeta(Answer):
    #: Events that are new.
    accepted: int
    #: Events whose event_id was published before.
    duplicates: int
    #: Events that were refused.
    failed: int

    _kinds = {
        "accepted": None,
        "duplicates": None,
        "failed": None,
    }


class EventType(Answer):
    name: str
    description: str
    #: False: endpoints can subscribe to the type, but no event of it is sent.
    is_emitted: bool
    #: JSON Schema 2020-12 of the request body that endpoints receive; null if the type has no schema.
    json_schema: dict[str, Any] | None
    #: Request body of one event; null if the type has no example.
    example: dict[str, Any] | None
    #: plinth: a type of Plinth itself. product: defined by an operator.
    origin: Literal["plinth", "product"] | str
    #: Heading under which lists show the type. Null: none.
    group: str | None
    #: JSON Schema 2020-12 of the `data` of an event; null if the type has no schema.
    data_schema: dict[str, Any] | None
    #: True: no endpoint can newly subscribe to the type.
    is_deprecated: bool
    #: Feature without which the plan of a workspace leaves out events of the type; null if none is needed.
    feature: str | None

    _kinds = {
        "name": None,
        "description": None,
        "is_emitted": None,
        "json_schema": None,
        "example": None,
        "origin": None,
        "group": None,
        "data_schema": None,
        "is_deprecated": None,
        "feature": None,
    }


class EventTypesDifference(Answer):
    added: list[str]
    changed: list[str]
    removed: list[str]
    #: True: nothing was changed.
    dry_run: bool

    _kinds = {
        "added": None,
        "changed": None,
        "removed": None,
        "dry_run": None,
    }


class AuditEntry(Answer):
    #: ID of the event that the change emitted.
    id: str
    #: Time at which it happened.
    at: datetime
    #: Type of that event.
    action: str
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    #: The caller who made the change. Null: it is not known.
    actor: AuditActor | None
    #: What was changed.
    target: AuditEntryTarget
    #: The fields that changed, without secrets. A value of more than 1,000 letters is cut where … stands. Of changes of more than 64 KiB fields are left out; `*` stands for them, with their number (`fields`) and the SHA-256 of their values (`sha256`) in `from` and `to`.
    changes: dict[str, AuditEntryChange]
    #: ID of the request, as in `X-Request-ID`.
    request_id: str | None
    #: Idempotency-Key of the request. Null: it had none.
    idempotency_key: str | None
    #: IP address of the caller. Null: it is not known.
    ip: str | None
    user_agent: str | None

    _kinds = {
        "id": None,
        "at": "time",
        "action": None,
        "workspace_id": None,
        "namespace_id": None,
        "actor": "AuditActor",
        "target": "AuditEntryTarget",
        "changes": MapOf("AuditEntryChange"),
        "request_id": None,
        "idempotency_key": None,
        "ip": None,
        "user_agent": None,
    }


class AuditEntryTarget(Answer):
    """What was changed."""

    type: str
    id: str | None
    name: str | None

    _kinds = {
        "type": None,
        "id": None,
        "name": None,
    }


class AuditEntryChange(Answer):
    from_: Any
    to: Any

    _kinds = {
        "from": None,
        "to": None,
    }
    _wire_names = {"from_": "from"}


class AuditActor(Answer):
    type: Literal["user", "operator", "system"] | str
    #: ID of the user or of the operator key.
    id: str | None
    key_id: str | None
    #: The name at that time.
    name: str | None

    _kinds = {
        "type": None,
        "id": None,
        "key_id": None,
        "name": None,
    }


class AuditHead(Answer):
    #: The day on which the entry was sealed. The head of the current day still moves.
    day: str
    #: Month of the chain, in UTC.
    month: str
    #: Place of the entry in its chain, from 1.
    position: int
    #: SHA-256 in hex.
    seal: str
    entry_id: str
    #: Time at which the entry was sealed.
    sealed_at: datetime
    #: Time at which AUDIT_SEAL_URL accepted the head; without that setting, at which it was logged.
    reported_at: datetime | None

    _kinds = {
        "day": None,
        "month": None,
        "position": None,
        "seal": None,
        "entry_id": None,
        "sealed_at": "time",
        "reported_at": "time",
    }


class UserDeletedEvent(Answer):
    id: str
    type: Literal["user.deleted"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: UserDeletedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "UserDeletedEventData",
    }


class UserDeletedEventData(Answer):
    #: The object that the event is about.
    object: UserDeletedEventDataObject

    _kinds = {
        "object": "UserDeletedEventDataObject",
    }


class UserDeletedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["user"]
    attributes: UserDeletedAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "UserDeletedAttributes",
    }


class WorkspaceCreatedEvent(Answer):
    id: str
    type: Literal["workspace.created"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WorkspaceCreatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WorkspaceCreatedEventData",
    }


class WorkspaceCreatedEventData(Answer):
    #: The object that the event is about.
    object: WorkspaceCreatedEventDataObject

    _kinds = {
        "object": "WorkspaceCreatedEventDataObject",
    }


class WorkspaceCreatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["workspace"]
    attributes: WorkspaceAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WorkspaceAttributes",
    }


class WorkspaceUpdatedEvent(Answer):
    id: str
    type: Literal["workspace.updated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WorkspaceUpdatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WorkspaceUpdatedEventData",
    }


class WorkspaceUpdatedEventData(Answer):
    #: The object that the event is about.
    object: WorkspaceUpdatedEventDataObject

    _kinds = {
        "object": "WorkspaceUpdatedEventDataObject",
    }


class WorkspaceUpdatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["workspace"]
    attributes: WorkspaceAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WorkspaceAttributes",
    }


class WorkspaceDeletedEvent(Answer):
    id: str
    type: Literal["workspace.deleted"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WorkspaceDeletedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WorkspaceDeletedEventData",
    }


class WorkspaceDeletedEventData(Answer):
    #: The object that the event is about.
    object: WorkspaceDeletedEventDataObject

    _kinds = {
        "object": "WorkspaceDeletedEventDataObject",
    }


class WorkspaceDeletedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["workspace"]
    attributes: WorkspaceAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WorkspaceAttributes",
    }


class NamespaceCreatedEvent(Answer):
    id: str
    type: Literal["namespace.created"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: NamespaceCreatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "NamespaceCreatedEventData",
    }


class NamespaceCreatedEventData(Answer):
    #: The object that the event is about.
    object: NamespaceCreatedEventDataObject

    _kinds = {
        "object": "NamespaceCreatedEventDataObject",
    }


class NamespaceCreatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["namespace"]
    attributes: NamespaceAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "NamespaceAttributes",
    }


class NamespaceUpdatedEvent(Answer):
    id: str
    type: Literal["namespace.updated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: NamespaceUpdatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "NamespaceUpdatedEventData",
    }


class NamespaceUpdatedEventData(Answer):
    #: The object that the event is about.
    object: NamespaceUpdatedEventDataObject

    _kinds = {
        "object": "NamespaceUpdatedEventDataObject",
    }


class NamespaceUpdatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["namespace"]
    attributes: NamespaceAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "NamespaceAttributes",
    }


class NamespaceDeletedEvent(Answer):
    id: str
    type: Literal["namespace.deleted"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: NamespaceDeletedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "NamespaceDeletedEventData",
    }


class NamespaceDeletedEventData(Answer):
    #: The object that the event is about.
    object: NamespaceDeletedEventDataObject

    _kinds = {
        "object": "NamespaceDeletedEventDataObject",
    }


class NamespaceDeletedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["namespace"]
    attributes: NamespaceAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "NamespaceAttributes",
    }


class MemberAddedEvent(Answer):
    id: str
    type: Literal["member.added"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: MemberAddedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "MemberAddedEventData",
    }


class MemberAddedEventData(Answer):
    #: The object that the event is about.
    object: MemberAddedEventDataObject

    _kinds = {
        "object": "MemberAddedEventDataObject",
    }


class MemberAddedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["member"]
    attributes: MemberAddedAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "MemberAddedAttributes",
    }


class MemberUpdatedEvent(Answer):
    id: str
    type: Literal["member.updated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: MemberUpdatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "MemberUpdatedEventData",
    }


class MemberUpdatedEventData(Answer):
    #: The object that the event is about.
    object: MemberUpdatedEventDataObject

    _kinds = {
        "object": "MemberUpdatedEventDataObject",
    }


class MemberUpdatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["member"]
    attributes: MemberAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "MemberAttributes",
    }


class MemberRemovedEvent(Answer):
    id: str
    type: Literal["member.removed"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: MemberRemovedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "MemberRemovedEventData",
    }


class MemberRemovedEventData(Answer):
    #: The object that the event is about.
    object: MemberRemovedEventDataObject

    _kinds = {
        "object": "MemberRemovedEventDataObject",
    }


class MemberRemovedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["member"]
    attributes: MemberAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "MemberAttributes",
    }


class MemberInvitedEvent(Answer):
    id: str
    type: Literal["member.invited"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: MemberInvitedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "MemberInvitedEventData",
    }


class MemberInvitedEventData(Answer):
    #: The object that the event is about.
    object: MemberInvitedEventDataObject

    _kinds = {
        "object": "MemberInvitedEventDataObject",
    }


class MemberInvitedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["invitation"]
    attributes: InvitationAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "InvitationAttributes",
    }


class MemberInvitationRevokedEvent(Answer):
    id: str
    type: Literal["member.invitation_revoked"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: MemberInvitationRevokedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "MemberInvitationRevokedEventData",
    }


class MemberInvitationRevokedEventData(Answer):
    #: The object that the event is about.
    object: MemberInvitationRevokedEventDataObject

    _kinds = {
        "object": "MemberInvitationRevokedEventDataObject",
    }


class MemberInvitationRevokedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["invitation"]
    attributes: InvitationAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "InvitationAttributes",
    }


class PackageAssignedEvent(Answer):
    id: str
    type: Literal["package.assigned"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: PackageAssignedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "PackageAssignedEventData",
    }


class PackageAssignedEventData(Answer):
    #: The object that the event is about.
    object: PackageAssignedEventDataObject

    _kinds = {
        "object": "PackageAssignedEventDataObject",
    }


class PackageAssignedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["package"]
    attributes: PackageAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "PackageAttributes",
    }


class PackageSuspendedEvent(Answer):
    id: str
    type: Literal["package.suspended"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: PackageSuspendedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "PackageSuspendedEventData",
    }


class PackageSuspendedEventData(Answer):
    #: The object that the event is about.
    object: PackageSuspendedEventDataObject

    _kinds = {
        "object": "PackageSuspendedEventDataObject",
    }


class PackageSuspendedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["package"]
    attributes: PackageAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "PackageAttributes",
    }


class PackageReactivatedEvent(Answer):
    id: str
    type: Literal["package.reactivated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: PackageReactivatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "PackageReactivatedEventData",
    }


class PackageReactivatedEventData(Answer):
    #: The object that the event is about.
    object: PackageReactivatedEventDataObject

    _kinds = {
        "object": "PackageReactivatedEventDataObject",
    }


class PackageReactivatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["package"]
    attributes: PackageAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "PackageAttributes",
    }


class PackageRenewedEvent(Answer):
    id: str
    type: Literal["package.renewed"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: PackageRenewedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "PackageRenewedEventData",
    }


class PackageRenewedEventData(Answer):
    #: The object that the event is about.
    object: PackageRenewedEventDataObject

    _kinds = {
        "object": "PackageRenewedEventDataObject",
    }


class PackageRenewedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["package"]
    attributes: PackageAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "PackageAttributes",
    }


class PackageCancelledEvent(Answer):
    id: str
    type: Literal["package.cancelled"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: PackageCancelledEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "PackageCancelledEventData",
    }


class PackageCancelledEventData(Answer):
    #: The object that the event is about.
    object: PackageCancelledEventDataObject

    _kinds = {
        "object": "PackageCancelledEventDataObject",
    }


class PackageCancelledEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["package"]
    attributes: PackageAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "PackageAttributes",
    }


class PackageExpiredEvent(Answer):
    id: str
    type: Literal["package.expired"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: PackageExpiredEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "PackageExpiredEventData",
    }


class PackageExpiredEventData(Answer):
    #: The object that the event is about.
    object: PackageExpiredEventDataObject

    _kinds = {
        "object": "PackageExpiredEventDataObject",
    }


class PackageExpiredEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["package"]
    attributes: PackageAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "PackageAttributes",
    }


class BoostActivatedEvent(Answer):
    id: str
    type: Literal["boost.activated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: BoostActivatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "BoostActivatedEventData",
    }


class BoostActivatedEventData(Answer):
    #: The object that the event is about.
    object: BoostActivatedEventDataObject

    _kinds = {
        "object": "BoostActivatedEventDataObject",
    }


class BoostActivatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["boost"]
    attributes: BoostAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "BoostAttributes",
    }


class BoostExpiredEvent(Answer):
    id: str
    type: Literal["boost.expired"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: BoostExpiredEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "BoostExpiredEventData",
    }


class BoostExpiredEventData(Answer):
    #: The object that the event is about.
    object: BoostExpiredEventDataObject

    _kinds = {
        "object": "BoostExpiredEventDataObject",
    }


class BoostExpiredEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["boost"]
    attributes: BoostAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "BoostAttributes",
    }


class EntitlementLimitWarningEvent(Answer):
    id: str
    type: Literal["entitlement.limit_warning"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: EntitlementLimitWarningEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "EntitlementLimitWarningEventData",
    }


class EntitlementLimitWarningEventData(Answer):
    #: The object that the event is about.
    object: EntitlementLimitWarningEventDataObject

    _kinds = {
        "object": "EntitlementLimitWarningEventDataObject",
    }


class EntitlementLimitWarningEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["entitlement"]
    attributes: EntitlementAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "EntitlementAttributes",
    }


class EntitlementLimitReachedEvent(Answer):
    id: str
    type: Literal["entitlement.limit_reached"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: EntitlementLimitReachedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "EntitlementLimitReachedEventData",
    }


class EntitlementLimitReachedEventData(Answer):
    #: The object that the event is about.
    object: EntitlementLimitReachedEventDataObject

    _kinds = {
        "object": "EntitlementLimitReachedEventDataObject",
    }


class EntitlementLimitReachedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["entitlement"]
    attributes: EntitlementAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "EntitlementAttributes",
    }


class UserUpdatedEvent(Answer):
    id: str
    type: Literal["user.updated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: UserUpdatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "UserUpdatedEventData",
    }


class UserUpdatedEventData(Answer):
    #: The object that the event is about.
    object: UserUpdatedEventDataObject

    _kinds = {
        "object": "UserUpdatedEventDataObject",
    }


class UserUpdatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["user"]
    attributes: UserAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "UserAttributes",
    }


class ApiKeyCreatedEvent(Answer):
    id: str
    type: Literal["api_key.created"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: ApiKeyCreatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "ApiKeyCreatedEventData",
    }


class ApiKeyCreatedEventData(Answer):
    #: The object that the event is about.
    object: ApiKeyCreatedEventDataObject

    _kinds = {
        "object": "ApiKeyCreatedEventDataObject",
    }


class ApiKeyCreatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["api_key"]
    attributes: ApiKey

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "ApiKey",
    }


class ApiKeyUpdatedEvent(Answer):
    id: str
    type: Literal["api_key.updated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: ApiKeyUpdatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "ApiKeyUpdatedEventData",
    }


class ApiKeyUpdatedEventData(Answer):
    #: The object that the event is about.
    object: ApiKeyUpdatedEventDataObject

    _kinds = {
        "object": "ApiKeyUpdatedEventDataObject",
    }


class ApiKeyUpdatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["api_key"]
    attributes: ApiKey

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "ApiKey",
    }


class ApiKeyRotatedEvent(Answer):
    id: str
    type: Literal["api_key.rotated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: ApiKeyRotatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "ApiKeyRotatedEventData",
    }


class ApiKeyRotatedEventData(Answer):
    #: The object that the event is about.
    object: ApiKeyRotatedEventDataObject

    _kinds = {
        "object": "ApiKeyRotatedEventDataObject",
    }


class ApiKeyRotatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["api_key"]
    attributes: ApiKeyRotatedAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "ApiKeyRotatedAttributes",
    }


class ApiKeyRevokedEvent(Answer):
    id: str
    type: Literal["api_key.revoked"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: ApiKeyRevokedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "ApiKeyRevokedEventData",
    }


class ApiKeyRevokedEventData(Answer):
    #: The object that the event is about.
    object: ApiKeyRevokedEventDataObject

    _kinds = {
        "object": "ApiKeyRevokedEventDataObject",
    }


class ApiKeyRevokedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["api_key"]
    attributes: ApiKeyRevokedAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "ApiKeyRevokedAttributes",
    }


class WebhookCreatedEvent(Answer):
    id: str
    type: Literal["webhook.created"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WebhookCreatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WebhookCreatedEventData",
    }


class WebhookCreatedEventData(Answer):
    #: The object that the event is about.
    object: WebhookCreatedEventDataObject

    _kinds = {
        "object": "WebhookCreatedEventDataObject",
    }


class WebhookCreatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["webhook"]
    attributes: WebhookAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WebhookAttributes",
    }


class WebhookUpdatedEvent(Answer):
    id: str
    type: Literal["webhook.updated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WebhookUpdatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WebhookUpdatedEventData",
    }


class WebhookUpdatedEventData(Answer):
    #: The object that the event is about.
    object: WebhookUpdatedEventDataObject

    _kinds = {
        "object": "WebhookUpdatedEventDataObject",
    }


class WebhookUpdatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["webhook"]
    attributes: WebhookAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WebhookAttributes",
    }


class WebhookDeletedEvent(Answer):
    id: str
    type: Literal["webhook.deleted"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WebhookDeletedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WebhookDeletedEventData",
    }


class WebhookDeletedEventData(Answer):
    #: The object that the event is about.
    object: WebhookDeletedEventDataObject

    _kinds = {
        "object": "WebhookDeletedEventDataObject",
    }


class WebhookDeletedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["webhook"]
    attributes: WebhookAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WebhookAttributes",
    }


class WebhookEnabledEvent(Answer):
    id: str
    type: Literal["webhook.enabled"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WebhookEnabledEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WebhookEnabledEventData",
    }


class WebhookEnabledEventData(Answer):
    #: The object that the event is about.
    object: WebhookEnabledEventDataObject

    _kinds = {
        "object": "WebhookEnabledEventDataObject",
    }


class WebhookEnabledEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["webhook"]
    attributes: WebhookAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WebhookAttributes",
    }


class WebhookDisabledEvent(Answer):
    id: str
    type: Literal["webhook.disabled"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WebhookDisabledEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WebhookDisabledEventData",
    }


class WebhookDisabledEventData(Answer):
    #: The object that the event is about.
    object: WebhookDisabledEventDataObject

    _kinds = {
        "object": "WebhookDisabledEventDataObject",
    }


class WebhookDisabledEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["webhook"]
    attributes: WebhookAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WebhookAttributes",
    }


class WebhookSecretRotatedEvent(Answer):
    id: str
    type: Literal["webhook.secret_rotated"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WebhookSecretRotatedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WebhookSecretRotatedEventData",
    }


class WebhookSecretRotatedEventData(Answer):
    #: The object that the event is about.
    object: WebhookSecretRotatedEventDataObject

    _kinds = {
        "object": "WebhookSecretRotatedEventDataObject",
    }


class WebhookSecretRotatedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["webhook"]
    attributes: WebhookAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "WebhookAttributes",
    }


class WebhookReplayStartedEvent(Answer):
    id: str
    type: Literal["webhook.replay_started"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WebhookReplayStartedEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WebhookReplayStartedEventData",
    }


class WebhookReplayStartedEventData(Answer):
    #: The object that the event is about.
    object: WebhookReplayStartedEventDataObject

    _kinds = {
        "object": "WebhookReplayStartedEventDataObject",
    }


class WebhookReplayStartedEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["replay"]
    attributes: ReplayAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "ReplayAttributes",
    }


class WebhookReplayCancelledEvent(Answer):
    id: str
    type: Literal["webhook.replay_cancelled"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: WebhookReplayCancelledEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "WebhookReplayCancelledEventData",
    }


class WebhookReplayCancelledEventData(Answer):
    #: The object that the event is about.
    object: WebhookReplayCancelledEventDataObject

    _kinds = {
        "object": "WebhookReplayCancelledEventDataObject",
    }


class WebhookReplayCancelledEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["replay"]
    attributes: ReplayAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "ReplayAttributes",
    }


class PingEvent(Answer):
    id: str
    type: Literal["ping"]
    created_at: datetime
    workspace_id: str | None
    #: ID of the namespace concerned. Null: none is.
    namespace_id: str | None
    data: PingEventData

    _kinds = {
        "id": None,
        "type": None,
        "created_at": "time",
        "workspace_id": None,
        "namespace_id": None,
        "data": "PingEventData",
    }


class PingEventData(Answer):
    #: The object that the event is about.
    object: PingEventDataObject

    _kinds = {
        "object": "PingEventDataObject",
    }


class PingEventDataObject(Answer):
    """The object that the event is about."""

    id: str
    type: Literal["webhook"]
    attributes: PingAttributes

    _kinds = {
        "id": None,
        "type": None,
        "attributes": "PingAttributes",
    }
