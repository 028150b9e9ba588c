<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\BadRequestError;

/** CANNOT_RETRY: The delivery cannot be retried. */
final class CannotRetry extends BadRequestError
{
}
