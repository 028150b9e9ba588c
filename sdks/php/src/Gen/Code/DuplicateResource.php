<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ConflictError;

/** DUPLICATE_RESOURCE: Another resource already has this value, which must be unique. */
final class DuplicateResource extends ConflictError
{
}
