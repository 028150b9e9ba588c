<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use Closure;
use CorePhp\SDK\Internal\Limits;
use CorePhp\SDK\Internal\NamedArguments;

/**
 * Settings of a client; an array with these names does as well.
 *
 * @phpstan-type OptionsArray array{
 *     baseUrl?: string|null, workspaceId?: string|null, namespaceId?: string|null, timeout?: float|int,
 *     totalTimeout?: float|int, maxRetries?: int, retryDelay?: float|int,
 *     maxRetryWait?: float|int, headers?: array<string, string>,
 *     transport?: Transport|null,
 *     appInfo?: string|array{name: string, version?: string, url?: string}|null,
 *     logger?: object|callable|null, onRequest?: callable|null,
 *     onResponse?: callable|null, onRetry?: callable|null
 * }
 */
final readonly class Options
{
    /**
     * @param string|null $baseUrl default: PLINTH_URL, else http://127.0.0.1:8080
     * @param string|null $workspaceId sent as X-Workspace-ID
     * @param string|null $namespaceId sent as X-Namespace-ID
     * @param float $timeout seconds for one attempt: connecting, headers and body
     * @param float $totalTimeout seconds for a call with all its attempts and waits
     * @param int $maxRetries attempts after the first
     * @param float $retryDelay seconds; the wait before attempt n + 1 is random, up to retryDelay · 2ⁿ⁻¹ and 8 seconds
     * @param float $maxRetryWait seconds; a longer Retry-After ends the call at once
     * @param array<string, string> $headers sent with every request
     * @param string|array{name: string, version?: string, url?: string}|null $appInfo added to the user agent
     * @param object|callable|null $logger a PSR-3 logger, or function (string $level, string $message, array $context)
     * @param Closure(Request, int): mixed|null $onRequest before each attempt, with its number
     * @param Closure(Response, Request): mixed|null $onResponse after each answer
     * @param Closure(Error\SdkError, float, int): mixed|null $onRetry before each wait: failure, seconds, attempts so far
     */
    public function __construct(
        public ?string $baseUrl = null,
        public ?string $workspaceId = null,
        public ?string $namespaceId = null,
        public float $timeout = 30.0,
        public float $totalTimeout = 120.0,
        public int $maxRetries = 2,
        public float $retryDelay = 0.5,
        public float $maxRetryWait = 30.0,
        public array $headers = [],
        public ?Transport $transport = null,
        public string|array|null $appInfo = null,
        public mixed $logger = null,
        public ?Closure $onRequest = null,
        public ?Closure $onResponse = null,
        public ?Closure $onRetry = null,
    ) {
        Limits::check($this);
    }

    /**
     * @param self|OptionsArray $options
     *
     * @throws Error\SdkError for an unknown name or a value of another type
     */
    public static function from(self|array $options): self
    {
        return $options instanceof self ? $options : NamedArguments::make(self::class, $options);
    }
}
