<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Options;
use CorePhp\SDK\Request;
use CorePhp\SDK\Response;
use CorePhp\SDK\Transport;

/** Reports of a call to its program: hooks, log, deprecations. */
final class Watch
{
    /** @var \WeakMap<Transport, \ArrayObject<string, true>>|null */
    private static ?\WeakMap $warnings = null;
    /** @var \ArrayObject<string, true> routes, alike for all copies of a client: they share its transport */
    private readonly \ArrayObject $warned;

    public function __construct(private readonly Options $options, Transport $transport)
    {
        self::$warnings ??= new \WeakMap();
        $this->warned = self::$warnings[$transport] ??= new \ArrayObject();
    }

    public function request(Request $request, int $attempt): void
    {
        ($this->options->onRequest ?? self::nothing(...))($request, $attempt);
        $this->log('debug', '{route}: attempt {attempt}', ['route' => $request->route, 'attempt' => $attempt]);
    }

    public function response(Response $response, Request $request): void
    {
        ($this->options->onResponse ?? self::nothing(...))($response, $request);
        $context = ['route' => $request->route, 'status' => $response->status, 'request_id' => $response->requestId];
        $this->log('debug', '{route}: {status}, request {request_id}', $context);
        $this->deprecation($response, $request);
    }

    public function retry(SdkError $failure, float $seconds, int $attempts, Request $request): void
    {
        ($this->options->onRetry ?? self::nothing(...))($failure, $seconds, $attempts);
        $context = ['route' => $request->route, 'error' => $failure->getMessage(), 'seconds' => round($seconds, 3)];
        $this->log('warning', '{route}: {error}; retrying in {seconds} s', $context);
    }

    private function deprecation(Response $response, Request $request): void
    {
        $since = $response->headers['deprecation'] ?? null;
        $until = $response->headers['sunset'] ?? null;
        if (($since === null && $until === null) || isset($this->warned[$request->route])) {
            return;
        }
        $this->warned[$request->route] = true;
        $sentence = "{$request->route} is deprecated" . ($until === null ? '.' : " and ends on {$until}.");
        $this->log('warning', $sentence, ['route' => $request->route]);
        trigger_error($sentence, E_USER_DEPRECATED);
    }

    /** @param array<string, mixed> $context */
    private function log(string $level, string $message, array $context): void
    {
        $logger = $this->options->logger;
        if (is_object($logger) && method_exists($logger, 'log')) {
            $logger->log($level, $message, $context);
        } elseif (is_callable($logger)) {
            $logger($level, $message, $context);
        } elseif ($logger === null && Environment::get('PLINTH_LOG') === 'debug') {
            $values = array_map(static fn (mixed $value): string => is_scalar($value) ? (string) $value : '-', $context);
            $names = array_map(static fn (string $name): string => "{{$name}}", array_keys($values));
            file_put_contents('php://stderr', "plinth {$level}: " . str_replace($names, array_values($values), $message) . "\n");
        }
    }

    private static function nothing(): void
    {
    }
}
