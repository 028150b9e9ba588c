<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** An answer that is not Plinth's: the page of a proxy, a redirect, or JSON of another shape. */
class UnexpectedAnswerError extends SdkError
{
    /** @param string $body at most the first 1,024 bytes of the answer */
    public function __construct(
        string $message,
        public readonly int $status = 0,
        public readonly string $body = '',
        public readonly ?string $requestId = null,
        public readonly ?float $retryAfter = null,
    ) {
        parent::__construct($message);
    }
}
