<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ValidationError;

/** CANNOT_DELETE: The resource cannot be deleted. */
final class CannotDelete extends ValidationError
{
}
