<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\PermissionDeniedError;

/** FEATURE_LIMIT_REACHED: The limit for this kind of resource is reached. */
final class FeatureLimitReached extends PermissionDeniedError
{
}
