<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\BadRequestError;

/** INVALID_PARAMETER: A parameter is unknown, or its value is not supported. */
final class InvalidParameter extends BadRequestError
{
}
