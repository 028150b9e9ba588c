<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\BadRequestError;

/** MISSING_WORKSPACE_CONTEXT: The operation requires a workspace, and the request does not name one. */
final class MissingWorkspaceContext extends BadRequestError
{
}
