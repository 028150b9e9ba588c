<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\PermissionDeniedError;

/** IP_NOT_ALLOWED: The API key does not allow this IP address. */
final class IpNotAllowed extends PermissionDeniedError
{
}
