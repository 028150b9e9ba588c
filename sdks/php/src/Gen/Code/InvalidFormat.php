<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\BadRequestError;

/** INVALID_FORMAT: The request, or its body as JSON, cannot be read. */
final class InvalidFormat extends BadRequestError
{
}
