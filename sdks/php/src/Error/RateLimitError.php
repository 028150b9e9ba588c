<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 429: too many calls. */
class RateLimitError extends ApiError
{
}
