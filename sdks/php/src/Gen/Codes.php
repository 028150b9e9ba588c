<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen;

final class Codes
{
    public const CLASSES = [
        'BATCH_TOO_LARGE' => Code\BatchTooLarge::class,
        'CANNOT_DELETE' => Code\CannotDelete::class,
        'CANNOT_RETRY' => Code\CannotRetry::class,
        'CONTEXT_CONFLICT' => Code\ContextConflict::class,
        'DUPLICATE_RESOURCE' => Code\DuplicateResource::class,
        'FEATURE_LIMIT_REACHED' => Code\FeatureLimitReached::class,
        'GATEWAY_TIMEOUT' => Code\GatewayTimeout::class,
        'IDEMPOTENCY_IN_PROGRESS' => Code\IdempotencyInProgress::class,
        'IDEMPOTENCY_KEY_INVALID' => Code\IdempotencyKeyInvalid::class,
        'IDEMPOTENCY_KEY_REUSED' => Code\IdempotencyKeyReused::class,
        'INSUFFICIENT_PERMISSIONS' => Code\InsufficientPermissions::class,
        'INTERNAL_ERROR' => Code\InternalError::class,
        'INVALID_API_KEY' => Code\InvalidApiKey::class,
        'INVALID_FORMAT' => Code\InvalidFormat::class,
        'INVALID_PARAMETER' => Code\InvalidParameter::class,
        'INVALID_WEBHOOK_URL' => Code\InvalidWebhookUrl::class,
        'IP_NOT_ALLOWED' => Code\IpNotAllowed::class,
        'MISSING_WORKSPACE_CONTEXT' => Code\MissingWorkspaceContext::class,
        'NAMESPACE_ACCESS_DENIED' => Code\NamespaceAccessDenied::class,
        'PAYLOAD_TOO_LARGE' => Code\PayloadTooLarge::class,
        'PRECONDITION_FAILED' => Code\PreconditionFailed::class,
        'RATE_LIMIT_EXCEEDED' => Code\RateLimitExceeded::class,
        'RESOURCE_NOT_FOUND' => Code\ResourceNotFound::class,
        'SERVICE_UNAVAILABLE' => Code\ServiceUnavailable::class,
        'STATE_CONFLICT' => Code\StateConflict::class,
        'TOKEN_EXPIRED' => Code\TokenExpired::class,
        'UNAUTHENTICATED' => Code\Unauthenticated::class,
        'UNSUPPORTED_MEDIA_TYPE' => Code\UnsupportedMediaType::class,
        'VALIDATION_ERROR' => Code\ValidationError::class,
        'WORKSPACE_SUSPENDED' => Code\WorkspaceSuspended::class,
    ];
}
