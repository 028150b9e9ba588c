<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 5xx: Plinth failed. */
class ServerError extends ApiError
{
}
