<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 401: no valid key. */
class AuthenticationError extends ApiError
{
}
