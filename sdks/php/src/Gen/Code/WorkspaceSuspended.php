<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\PermissionDeniedError;

/** WORKSPACE_SUSPENDED: The workspace is suspended: its keys are refused, and so are other keys in it, except those of operators. */
final class WorkspaceSuspended extends PermissionDeniedError
{
}
