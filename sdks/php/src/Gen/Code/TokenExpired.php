<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\AuthenticationError;

/** TOKEN_EXPIRED: The API key is past its `expires_at`. */
final class TokenExpired extends AuthenticationError
{
}
