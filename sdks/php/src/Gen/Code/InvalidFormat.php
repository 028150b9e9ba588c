<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\BadRequestError;

/** INVALID_FORMAT: The body cannot be read as JSON. */
final class InvalidFormat extends BadRequestError
{
}
