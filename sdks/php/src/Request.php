<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use CorePhp\SDK\Internal\Secret;

/** A request as every attempt sends it, to the byte. */
final readonly class Request
{
    /** @param array<string, string> $headers without Authorization */
    public function __construct(
        public string $method,
        public string $url,
        public array $headers,
        public ?string $body,
        /** Method and path with its parameters in braces. */
        public string $route,
        public ?string $idempotencyKey,
        private Secret $key,
    ) {
    }

    /** @return array<string, mixed> without the body, which may hold a secret */
    public function __debugInfo(): array
    {
        $body = $this->body === null ? null : '[' . strlen($this->body) . ' bytes]';
        return ['body' => $body] + get_object_vars($this);
    }

    /**
     * All headers, the key among them: for transports only.
     *
     * @return array<string, string>
     */
    public function headersWithKey(): array
    {
        return $this->headers + ['Authorization' => 'Bearer ' . $this->key->reveal()];
    }
}
