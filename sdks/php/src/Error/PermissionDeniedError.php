<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 403: the key may not do this. */
class PermissionDeniedError extends ApiError
{
}
