<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\BadRequestError;

/** CONTEXT_CONFLICT: The request names two different workspaces, or two different namespaces. */
final class ContextConflict extends BadRequestError
{
}
