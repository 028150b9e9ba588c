<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\PermissionDeniedError;

/** INSUFFICIENT_PERMISSIONS: The API key is valid, but it does not allow this operation. */
final class InsufficientPermissions extends PermissionDeniedError
{
}
