<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** Plinth refused the call or failed; each known code has its own class in CorePhp\SDK\Gen\Code. */
class ApiError extends SdkError
{
    /**
     * Such as "RESOURCE_NOT_FOUND"; a newer server may send codes that this version does not know.
     *
     * @readonly
     *
     * @var string
     */
    public $code;

    /**
     * @param array<mixed> $details sentences by field; in a batch, errors by index
     * @param float|null $retryAfter seconds
     */
    final public function __construct(
        string $message,
        string $code,
        public readonly int $status,
        public readonly array $details = [],
        public readonly ?string $requestId = null,
        public readonly ?float $retryAfter = null,
        public readonly ?string $docUrl = null,
    ) {
        parent::__construct($message);
        $this->code = $code;
    }
}
