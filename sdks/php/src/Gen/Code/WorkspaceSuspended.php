<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\PermissionDeniedError;

/** WORKSPACE_SUSPENDED: The workspace is suspended; no operation can use it. */
final class WorkspaceSuspended extends PermissionDeniedError
{
}
