<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 422: a value is not valid. */
class ValidationError extends ApiError
{
}
