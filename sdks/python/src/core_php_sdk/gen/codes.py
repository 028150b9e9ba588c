# Generated from docs/openapi.json by npm run gen.
"""A class for each error code of the API. `except` takes them, and the class of their status from core_php_sdk.errors."""

from __future__ import annotations

from typing import Literal, Union

from ..errors import ApiError, AuthenticationError, BadRequestError, ConflictError, NotFoundError, PermissionDeniedError, PreconditionFailedError, RateLimitError, ServerError, ValidationError

#: Open: a newer server may answer others.
ErrorCode = Union[
    Literal[
        "BATCH_TOO_LARGE",
        "CANNOT_DELETE",
        "CANNOT_RETRY",
        "CONTEXT_CONFLICT",
        "DUPLICATE_RESOURCE",
        "FEATURE_LIMIT_REACHED",
        "GATEWAY_TIMEOUT",
        "IDEMPOTENCY_IN_PROGRESS",
        "IDEMPOTENCY_KEY_INVALID",
        "IDEMPOTENCY_KEY_REUSED",
        "INSUFFICIENT_PERMISSIONS",
        "INTERNAL_ERROR",
        "INVALID_API_KEY",
        "INVALID_FORMAT",
        "INVALID_PARAMETER",
        "INVALID_WEBHOOK_URL",
        "IP_NOT_ALLOWED",
        "MISSING_WORKSPACE_CONTEXT",
        "NAMESPACE_ACCESS_DENIED",
        "PAYLOAD_TOO_LARGE",
        "PRECONDITION_FAILED",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_NOT_FOUND",
        "SERVICE_UNAVAILABLE",
        "STATE_CONFLICT",
        "TOKEN_EXPIRED",
        "UNAUTHENTICATED",
        "UNSUPPORTED_MEDIA_TYPE",
        "VALIDATION_ERROR",
        "WORKSPACE_SUSPENDED",
    ],
    str,
]


class BatchTooLarge(ValidationError):
    """The request has too many operations or checks."""


class CannotDelete(ValidationError):
    """The resource cannot be deleted."""


class CannotRetry(BadRequestError):
    """The delivery cannot be retried."""


class ContextConflict(BadRequestError):
    """The request names two different workspaces, or two different namespaces."""


class DuplicateResource(ConflictError):
    """Another resource already has this value, which must be unique."""


class FeatureLimitReached(PermissionDeniedError):
    """The limit for this kind of resource is reached."""


class GatewayTimeout(ServerError):
    """The service did not respond in time. The change may or may not have happened."""


class IdempotencyInProgress(ConflictError):
    """The first request with this `Idempotency-Key` is still running."""


class IdempotencyKeyInvalid(BadRequestError):
    """The `Idempotency-Key` header is not valid."""


class IdempotencyKeyReused(ValidationError):
    """This `Idempotency-Key` was used for another request."""


class InsufficientPermissions(PermissionDeniedError):
    """The API key is valid, but it does not allow this operation."""


class InternalError(ServerError):
    """Something went wrong on our side."""


class InvalidApiKey(AuthenticationError):
    """Plinth does not know the API key."""


class InvalidFormat(BadRequestError):
    """The request, or its body as JSON, cannot be read."""


class InvalidParameter(BadRequestError):
    """A parameter is unknown, or its value is not supported."""


class InvalidWebhookUrl(ValidationError):
    """Plinth does not deliver to this URL."""


class IpNotAllowed(PermissionDeniedError):
    """The API key does not allow this IP address."""


class MissingWorkspaceContext(BadRequestError):
    """The operation requires a workspace, and the request does not name one."""


class NamespaceAccessDenied(PermissionDeniedError):
    """You can see the namespace, but it does not belong to the workspace of the request."""


class PayloadTooLarge(ApiError):
    """The body is larger than the operation allows."""


class PreconditionFailed(PreconditionFailedError):
    """The resource has changed since you read it. Read it again and retry."""


class RateLimitExceeded(RateLimitError):
    """The caller has sent more calls than the rate limit allows."""


class ResourceNotFound(NotFoundError):
    """The resource does not exist, or you cannot see it."""


class ServiceUnavailable(ServerError):
    """A part of Plinth is temporarily unavailable."""


class StateConflict(ConflictError):
    """The state of the resource does not allow this operation."""


class TokenExpired(AuthenticationError):
    """The API key is past its `expires_at`."""


class Unauthenticated(AuthenticationError):
    """The request has no API key."""


class UnsupportedMediaType(ApiError):
    """The body is not declared as JSON."""


class ValidationFailed(ValidationError):
    """A field is missing or unknown, or its value is not allowed."""


class WorkspaceSuspended(PermissionDeniedError):
    """The workspace is suspended: its keys are refused, and so are other keys in it, except those of operators."""


classes: dict[str, type[ApiError]] = {
    "BATCH_TOO_LARGE": BatchTooLarge,
    "CANNOT_DELETE": CannotDelete,
    "CANNOT_RETRY": CannotRetry,
    "CONTEXT_CONFLICT": ContextConflict,
    "DUPLICATE_RESOURCE": DuplicateResource,
    "FEATURE_LIMIT_REACHED": FeatureLimitReached,
    "GATEWAY_TIMEOUT": GatewayTimeout,
    "IDEMPOTENCY_IN_PROGRESS": IdempotencyInProgress,
    "IDEMPOTENCY_KEY_INVALID": IdempotencyKeyInvalid,
    "IDEMPOTENCY_KEY_REUSED": IdempotencyKeyReused,
    "INSUFFICIENT_PERMISSIONS": InsufficientPermissions,
    "INTERNAL_ERROR": InternalError,
    "INVALID_API_KEY": InvalidApiKey,
    "INVALID_FORMAT": InvalidFormat,
    "INVALID_PARAMETER": InvalidParameter,
    "INVALID_WEBHOOK_URL": InvalidWebhookUrl,
    "IP_NOT_ALLOWED": IpNotAllowed,
    "MISSING_WORKSPACE_CONTEXT": MissingWorkspaceContext,
    "NAMESPACE_ACCESS_DENIED": NamespaceAccessDenied,
    "PAYLOAD_TOO_LARGE": PayloadTooLarge,
    "PRECONDITION_FAILED": PreconditionFailed,
    "RATE_LIMIT_EXCEEDED": RateLimitExceeded,
    "RESOURCE_NOT_FOUND": ResourceNotFound,
    "SERVICE_UNAVAILABLE": ServiceUnavailable,
    "STATE_CONFLICT": StateConflict,
    "TOKEN_EXPIRED": TokenExpired,
    "UNAUTHENTICATED": Unauthenticated,
    "UNSUPPORTED_MEDIA_TYPE": UnsupportedMediaType,
    "VALIDATION_ERROR": ValidationFailed,
    "WORKSPACE_SUSPENDED": WorkspaceSuspended,
}
