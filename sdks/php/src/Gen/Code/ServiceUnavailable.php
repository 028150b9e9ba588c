<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ServerError;

/** SERVICE_UNAVAILABLE: A part of Plinth is temporarily unavailable. */
final class ServiceUnavailable extends ServerError
{
}
