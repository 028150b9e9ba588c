<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\AuthenticationError;

/** INVALID_API_KEY: Plinth does not know the API key. */
final class InvalidApiKey extends AuthenticationError
{
}
