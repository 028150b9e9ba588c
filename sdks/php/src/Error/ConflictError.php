<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 409: another state or another call is in the way. */
class ConflictError extends ApiError
{
}
