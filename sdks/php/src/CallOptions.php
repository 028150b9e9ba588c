<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use Closure;
use CorePhp\SDK\Internal\Limits;
use CorePhp\SDK\Internal\NamedArguments;

/**
 * Settings of one call, before those of the client; an array with these names does as well.
 *
 * @phpstan-type CallOptionsArray array{
 *     idempotencyKey?: string|null, ifMatch?: string|null, ifNoneMatch?: string|null, workspaceId?: string|null,
 *     namespaceId?: string|null, timeout?: float|int|null, totalTimeout?: float|int|null, maxRetries?: int|null,
 *     maxRetryWait?: float|int|null, headers?: array<string, string>, isAborted?: callable|null
 * }
 */
final readonly class CallOptions
{
    /**
     * @param string|null $idempotencyKey default for a write: a new UUID
     * @param string|null $ifMatch the ETag that the object must still have, else PreconditionFailedError
     * @param string|null $ifNoneMatch the ETag that is known; with it, an unchanged object answers null
     * @param array<string, string> $headers
     * @param Closure(): bool|null $isAborted asked before, during and between attempts; true ends the call
     */
    public function __construct(
        public ?string $idempotencyKey = null,
        public ?string $ifMatch = null,
        public ?string $ifNoneMatch = null,
        public ?string $workspaceId = null,
        public ?string $namespaceId = null,
        public ?float $timeout = null,
        public ?float $totalTimeout = null,
        public ?int $maxRetries = null,
        public ?float $maxRetryWait = null,
        public array $headers = [],
        public ?Closure $isAborted = null,
    ) {
        Limits::check($this);
    }

    /**
     * @param self|CallOptionsArray $options
     *
     * @throws Error\SdkError for an unknown name or a value of another type
     */
    public static function from(self|array $options): self
    {
        return $options instanceof self ? $options : NamedArguments::make(self::class, $options);
    }
}
