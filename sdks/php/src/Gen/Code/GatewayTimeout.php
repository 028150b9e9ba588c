<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ServerError;

/** GATEWAY_TIMEOUT: The service did not respond in time. The change may or may not have happened. */
final class GatewayTimeout extends ServerError
{
}
