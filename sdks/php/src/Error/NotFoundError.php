<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** 404: it does not exist, or the key may not see it. */
class NotFoundError extends ApiError
{
}
