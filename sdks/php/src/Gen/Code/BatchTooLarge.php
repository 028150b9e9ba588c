<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ValidationError;

/** BATCH_TOO_LARGE: The request has too many operations or checks. */
final class BatchTooLarge extends ValidationError
{
}
