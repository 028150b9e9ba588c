<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\BadRequestError;

/** IDEMPOTENCY_KEY_INVALID: The `Idempotency-Key` header is not valid. */
final class IdempotencyKeyInvalid extends BadRequestError
{
}
