<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ServerError;

/** INTERNAL_ERROR: Something went wrong on our side. */
final class InternalError extends ServerError
{
}
