<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\ConflictError;

/** STATE_CONFLICT: The state of the resource does not allow this operation. */
final class StateConflict extends ConflictError
{
}
