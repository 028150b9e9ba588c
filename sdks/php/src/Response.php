<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use CorePhp\SDK\Error\SdkError;

/** Status, headers and attempts of an answer: `Response::of($workspace)`. */
final class Response
{
    /** @var \WeakMap<object, self>|null */
    private static ?\WeakMap $responses = null;

    public readonly ?string $requestId;
    public readonly ?string $etag;
    /** True if the answer repeats that of an earlier call with the same idempotency key. */
    public readonly bool $replayed;
    public readonly ?RateLimit $rateLimit;

    /** @param array<string, string> $headers by name in lower case */
    public function __construct(
        public readonly int $status,
        public readonly array $headers,
        public readonly int $attempts,
        public readonly ?string $idempotencyKey,
    ) {
        $this->requestId = $headers['x-request-id'] ?? null;
        $this->etag = $headers['etag'] ?? null;
        $this->replayed = strtolower($headers['idempotent-replayed'] ?? '') === 'true';
        $this->rateLimit = self::rateLimit($headers);
    }

    /** @throws SdkError for an object that is no answer of a client */
    public static function of(object $answer): self
    {
        return self::$responses[$answer] ?? throw new SdkError('This object is not an answer of a client.');
    }

    /**
     * @internal
     *
     * @template T of object
     *
     * @param T $answer
     *
     * @return T
     */
    public function gave(object $answer): object
    {
        self::$responses ??= new \WeakMap();
        self::$responses[$answer] = $this;
        return $answer;
    }

    /** @param array<string, string> $headers */
    private static function rateLimit(array $headers): ?RateLimit
    {
        $numbers = [];
        foreach (['limit', 'remaining', 'reset'] as $name) {
            $value = $headers["x-ratelimit-{$name}"] ?? '';
            if (!ctype_digit($value) || strlen($value) > 12) {
                return null;
            }
            $numbers[] = (int) $value;
        }
        return new RateLimit($numbers[0], $numbers[1], new \DateTimeImmutable("@{$numbers[2]}"));
    }
}
