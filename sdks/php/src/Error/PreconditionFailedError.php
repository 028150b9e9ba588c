<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 412: it has changed since its ETag was read. */
class PreconditionFailedError extends ApiError
{
}
