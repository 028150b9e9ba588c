<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\RateLimitError;

/** RATE_LIMIT_EXCEEDED: The caller has sent more calls than the rate limit allows. */
final class RateLimitExceeded extends RateLimitError
{
}
