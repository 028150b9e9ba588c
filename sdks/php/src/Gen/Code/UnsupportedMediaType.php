<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ApiError;

/** UNSUPPORTED_MEDIA_TYPE: The body is not declared as JSON. */
final class UnsupportedMediaType extends ApiError
{
}
