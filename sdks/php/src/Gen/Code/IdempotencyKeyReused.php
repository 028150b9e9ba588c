<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ValidationError;

/** IDEMPOTENCY_KEY_REUSED: This `Idempotency-Key` was used for another request. */
final class IdempotencyKeyReused extends ValidationError
{
}
