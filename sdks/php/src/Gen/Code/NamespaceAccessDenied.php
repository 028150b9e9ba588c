<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Code;

use CorePhp\SDK\Error\PermissionDeniedError;

/** NAMESPACE_ACCESS_DENIED: You can see the namespace, but it does not belong to the workspace of the request. */
final class NamespaceAccessDenied extends PermissionDeniedError
{
}
