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
     * @param string $message the sentence of Plinth: `getMessage()`
     * @param array<string, list<string>> $details by field or parameter, the sentences that say what is wrong; by fact, its values
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

    /** For logs: status, code, request id and details, then what PHP shows of an exception. */
    public function __toString(): string
    {
        $facts = "{$this->status} {$this->code}" . ($this->requestId === null ? '' : ", {$this->requestId}");
        $text = static fn (mixed $value): string => is_string($value) ? $value : (string) json_encode($value);
        $lines = '';
        foreach ($this->details as $name => $values) {
            $lines .= "\n  {$name}: " . implode(' ', array_map($text, (array) $values));
        }
        return "{$this->message} ({$facts}){$lines}\n" . parent::__toString();
    }
}
