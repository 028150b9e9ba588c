<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** No whole answer came: no connection, or one that was cut. */
class TransportError extends SdkError
{
    /**
     * False where another attempt would fail in the same way: a certificate that is not trusted.
     *
     * @readonly
     */
    public bool $isRetryable = true;
}
