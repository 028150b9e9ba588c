<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** Root of all errors of this package, and itself the error of a call that was refused before anything was sent. */
class SdkError extends \Exception
{
    /**
     * Key of a write whose outcome may be unknown: the same call with this key within 24 hours has one effect.
     *
     * @readonly
     */
    public ?string $idempotencyKey = null;

    /**
     * How often the request was sent.
     *
     * @readonly
     */
    public int $attempts = 0;
}
