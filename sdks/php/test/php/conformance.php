<?php

declare(strict_types=1);

// Runs every case of the conformance server at $CONFORMANCE_URL through the transport $TRANSPORT: curl, guzzle or symfony.

use CorePhp\SDK\Client;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Model;
use CorePhp\SDK\Page;
use CorePhp\SDK\Response;
use CorePhp\SDK\Webhook;

require __DIR__ . '/autoload.php';
require __DIR__ . '/transports.php';
ini_set('zend.exception_ignore_args', '0');
set_error_handler(static function (int $level, string $sentence): bool {
    global $warnings;
    $warnings += 1;
    return $level === E_USER_DEPRECATED;
});

function server(string $method, string $path, mixed $body = null): mixed
{
    $options = ['method' => $method, 'header' => 'Content-Type: application/json', 'content' => $body === null ? '' : json_encode($body, JSON_INVALID_UTF8_SUBSTITUTE)];
    return json_decode(file_get_contents(getenv('CONFORMANCE_URL') . $path, false, stream_context_create(['http' => $options])), true);
}

function camel(string $name): string
{
    return lcfirst(str_replace(' ', '', ucwords(strtr($name, '-_', '  '))));
}

/** Durations of a case are in milliseconds, those of the client in seconds. */
function options(array $given): array
{
    $options = [];
    foreach ($given as $name => $value) {
        $options[preg_replace('/Ms$/', '', $name)] = str_ends_with($name, 'Ms') ? $value / 1000 : $value;
    }
    return $options;
}

/** True once the server has answered that path; asked without waiting. */
function signal(string $path): Closure
{
    $parts = parse_url((string) getenv('CONFORMANCE_URL'));
    $socket = stream_socket_client("tcp://{$parts['host']}:{$parts['port']}");
    fwrite($socket, "GET {$path} HTTP/1.1\r\nHost: {$parts['host']}\r\nConnection: close\r\n\r\n");
    stream_set_blocking($socket, false);
    return static function () use ($socket): bool {
        static $isSeen = false;
        return $isSeen = $isSeen || (string) fread($socket, 1) !== '';
    };
}

function perform(Client $client, array $call, array $values, string $session): mixed
{
    $client = isset($call['context']) ? $client->withContext(...$call['context']) : $client;
    $options = options($call['options'] ?? []);
    if (isset($call['abortWhen'])) {
        $options['isAborted'] = $call['abortWhen'] === 'start' ? static fn () => true : signal("/__sessions/{$session}/until/{$call['abortWhen']}");
    }
    if ($call['kind'] === 'next-page') {
        return $values[$call['of'] - 1]->nextPage();
    }
    if ($call['kind'] === 'request') {
        return $client->request($call['method'], $call['path'], $call['body'] ?? null, $call['query'] ?? [], $options);
    }
    [$resource, $verb] = explode('.', $call['operation']);
    $resource = $client->{camel($resource)};
    $method = $call['kind'] === 'all' ? ($verb === 'list' ? 'all' : camel('all-' . preg_replace('/^list-/', '', $verb))) : camel($verb);
    $takes = array_column(array_map(static fn ($one) => [$one->getName(), 1], (new ReflectionMethod($resource, $method))->getParameters()), 0);
    $given = $call['fields'] ?? [];
    foreach ($call['fieldsOf'] ?? [] as $name => $of) {
        $given[$name] = $values[$of - 1]->{camel($name)};
    }
    $fields = in_array('parameters', $takes, true) ? [$given] : [];
    $value = $resource->{$method}(...[...$call['ids'] ?? [], ...$fields, $options]);
    if ($value instanceof Generator) {
        $rows = [];
        foreach ($value as $row) {
            $rows[] = $row;
            if (count($rows) === ($call['take'] ?? PHP_INT_MAX)) {
                break;
            }
        }
        return $rows;
    }
    return isset($call['thenRead']) ? $value->{camel($call['thenRead'])} : $value;
}

function verify(array $call): Model
{
    $body = ($call['as'] ?? 'text') === 'parsed' ? json_decode($call['body'], true) : $call['body'];
    $secrets = count($call['secrets']) === 1 ? $call['secrets'][0] : $call['secrets'];
    return Webhook::verify($body, $call['headers'] ?? [], $secrets, $call['scheme'] ?? 'standard', $call['toleranceSeconds'] ?? 300);
}

function seenError(SdkError $error): array
{
    $names = array_map(static fn (string $class) => substr(strrchr("\\{$class}", '\\'), 1), [$error::class, ...array_values(class_parents($error))]);
    $dump = print_r($error, true) . print_r($error->getTrace(), true);
    $seen = ['is' => $names, 'text' => (string) $error, 'message' => $error->getMessage() . (preg_match('/sk_live_\w*/', $dump, $key) === 1 ? " and the key {$key[0]}" : '')];
    foreach (['status', 'details', 'requestId', 'retryAfter', 'idempotencyKey', 'attempts', 'reason'] as $name) {
        if (isset($error->{$name})) {
            $seen[$name] = $error->{$name};
        }
    }
    return $error instanceof CorePhp\SDK\Error\ApiError ? [...$seen, 'code' => $error->code] : $seen;
}

function seenValue(mixed $value): array
{
    if ($value instanceof Page) {
        $seen = ['data' => $value->data, 'meta' => $value->meta, 'hasNextPage' => $value->hasNextPage()];
    }
    if (!$value instanceof Page && !$value instanceof Model) {
        return ['value' => $value];
    }
    if (!isset($GLOBALS['isCall'])) {
        return ['value' => $seen ?? $value];
    }
    $response = Response::of($value);
    $limit = $response->rateLimit;
    return ['value' => $seen ?? $value, 'response' => array_filter([
        ...get_object_vars($response),
        'rateLimit' => $limit === null ? null : [...get_object_vars($limit), 'reset' => $limit->reset->getTimestamp()],
    ], static fn ($one) => $one !== null)];
}

foreach (server('GET', '/__cases') as ['id' => $id]) {
    ['session' => $session, 'client' => $given, 'calls' => $calls] = server('POST', "/__cases/{$id}");
    $seen = [];
    $values = [];
    $client = null;
    foreach ($calls as $call) {
        $warnings = 0;
        try {
            $key = $given['key'] ?? null;
            unset($given['key']);
            $client ??= new Client($key, [...options($given), 'transport' => transport((string) getenv('TRANSPORT'))]);
            $isCall = $call['kind'] === 'verify' ? null : true;
            $values[] = $value = match ($call['kind']) {
                'construct' => null,
                'verify' => verify($call),
                default => perform($client, $call, $values, $session),
            };
            $seen[] = [...seenValue($value), 'warnings' => $warnings];
        } catch (SdkError $error) {
            $values[] = null;
            $seen[] = ['error' => seenError($error), 'warnings' => $warnings];
        }
        if ($client === null) {
            break;
        }
    }
    foreach (server('POST', "/__sessions/{$session}/end", ['seen' => $seen])['violations'] as $violation) {
        fwrite(STDERR, "{$id}: {$violation}\n");
    }
}
