<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ValidationError;

/** INVALID_WEBHOOK_URL: Plinth does not deliver to this URL. */
final class InvalidWebhookUrl extends ValidationError
{
}
