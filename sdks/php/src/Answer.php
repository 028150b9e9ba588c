<?php

declare(strict_types=1);

namespace CorePhp\SDK;

/** Status, headers and body as a transport received them. */
final readonly class Answer
{
    /** @param array<string, string> $headers by name in lower case; repeated ones joined by a comma */
    public function __construct(public int $status, public array $headers, #[\SensitiveParameter] public string $body)
    {
    }

    /** @return array<string, mixed> without the body, which may hold a secret */
    public function __debugInfo(): array
    {
        return ['body' => '[' . strlen($this->body) . ' bytes]'] + get_object_vars($this);
    }
}
