<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error;

/** VALIDATION_ERROR: A field is missing or unknown, or its value is not allowed. */
final class ValidationError extends Error\ValidationError
{
}
