<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\AuthenticationError;

/** UNAUTHENTICATED: The request has no API key. */
final class Unauthenticated extends AuthenticationError
{
}
