<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Client;

/** The answer of the harness. */
function control(string $method, string $path, array $body = []): array
{
    $options = ['method' => $method, 'header' => 'Content-Type: application/json', 'content' => $body === [] ? '' : json_encode($body), 'timeout' => 120];
    $text = file_get_contents(getenv('PLINTH_CONTROL_URL') . $path, false, stream_context_create(['http' => $options]));
    return json_decode((string) $text, true);
}

function tenant(string $limits = 'none'): array
{
    return control('POST', '/tenants', ['limits' => $limits]);
}

/** A client of the journeys' Plinth, or of a proxy before it. */
function client(string $key, array $options = []): Client
{
    return new Client($key, $options + ['retryDelay' => 0.01]);
}

function operator(array $options = []): Client
{
    return client((string) getenv('PLINTH_OPERATOR_KEY'), $options);
}

function same(mixed $expected, mixed $actual, string $what = ''): void
{
    if ($expected !== $actual) {
        throw new \LogicException("{$what}: " . json_encode($actual) . ', not ' . json_encode($expected));
    }
}

/**
 * The error that the work ends with.
 *
 * @template T of \Throwable
 *
 * @param class-string<T> $class
 *
 * @return T
 */
function failure(string $class, callable $work): \Throwable
{
    try {
        $work();
    } catch (\Throwable $error) {
        return $error instanceof $class ? $error : throw $error;
    }
    throw new \LogicException("no {$class} was thrown");
}

/** The result of the work once it has one; an error after a minute. */
function eventually(callable $work, string $what): mixed
{
    $endsAt = microtime(true) + 60;
    do {
        $value = $work();
        if ($value !== null && $value !== false) {
            return $value;
        }
        usleep(50_000);
    } while (microtime(true) < $endsAt);
    throw new \LogicException("after a minute: {$what}");
}

function unique(string $word): string
{
    return $word . '-' . bin2hex(random_bytes(4));
}
