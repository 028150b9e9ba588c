<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\PreconditionFailedError;

/** PRECONDITION_FAILED: The resource has changed since you read it. Read it again and retry. */
final class PreconditionFailed extends PreconditionFailedError
{
}
