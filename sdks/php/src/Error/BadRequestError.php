<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 400: the request is malformed. */
class BadRequestError extends ApiError
{
}
