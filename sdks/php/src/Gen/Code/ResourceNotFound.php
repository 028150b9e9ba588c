<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\NotFoundError;

/** RESOURCE_NOT_FOUND: The resource does not exist, or you cannot see it. */
final class ResourceNotFound extends NotFoundError
{
}
