<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ConflictError;

/** IDEMPOTENCY_IN_PROGRESS: The first request with this `Idempotency-Key` is still running. */
final class IdempotencyInProgress extends ConflictError
{
}
