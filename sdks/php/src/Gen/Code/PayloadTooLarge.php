<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ApiError;

/** PAYLOAD_TOO_LARGE: The body is larger than the operation allows. */
final class PayloadTooLarge extends ApiError
{
}
