<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Gen\Version;
use CorePhp\SDK\Options;
use CorePhp\SDK\Request;

/** Makes the request of a call; refuses what must not be sent. */
final readonly class RequestFactory
{
    /** Those of make, and those of the connection. */
    private const OWN_HEADERS = [
        'accept', 'accept-encoding', 'authorization', 'connection', 'content-length', 'content-type', 'host',
        'idempotency-key', 'if-match', 'if-none-match', 'transfer-encoding', 'user-agent', 'x-namespace-id', 'x-workspace-id',
    ];

    private string $userAgent;

    public function __construct(private Address $address, private Secret $key, private Options $options, string $transportName)
    {
        $this->userAgent = trim(sprintf('core-php-sdk/%s php/%s %s %s', Version::VERSION, PHP_VERSION, $transportName, self::appInfo($options->appInfo)));
        self::refuseControl('appInfo', $this->userAgent);
    }

    /**
     * @param list<string> $ids
     * @param array<mixed> $parameters
     */
    public function make(Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions $call, string $accept = 'application/json'): Request
    {
        [$query, $body] = Parameters::split($operation, $parameters);
        $idempotencyKey = $operation->isWrite() ? $call->idempotencyKey ?? self::uuid() : null;
        $headers = array_filter([
            'Accept' => $accept,
            'User-Agent' => $this->userAgent,
            'Content-Type' => $body === null ? null : 'application/json',
            'Idempotency-Key' => $idempotencyKey,
            'If-Match' => $call->ifMatch,
            'If-None-Match' => $call->ifNoneMatch,
            'X-Workspace-ID' => $call->workspaceId ?? $this->options->workspaceId,
            'X-Namespace-ID' => $call->namespaceId ?? $this->options->namespaceId,
        ], is_string(...));
        foreach ([...$this->options->headers, ...$call->headers] as $name => $value) {
            $headers = self::withHeader($headers, $name, $value);
        }
        foreach ($headers as $name => $value) {
            self::refuseControl($name, $value);
        }
        if ($idempotencyKey !== null && ($idempotencyKey === '' || strlen($idempotencyKey) > 255)) {
            throw new SdkError('The idempotency key must have 1 to 255 characters.');
        }
        return new Request(
            $operation->method,
            $this->address->url($operation->path, $ids) . $query,
            $headers,
            $body,
            "{$operation->method} {$operation->path}",
            $idempotencyKey,
            $this->key,
        );
    }

    /**
     * @param array<string, string> $headers
     *
     * @return array<string, string>
     */
    private static function withHeader(array $headers, mixed $name, mixed $value): array
    {
        if (!is_string($name) || preg_match('/^[!#$%&\'*+.^_`|~0-9A-Za-z-]+$/D', $name) !== 1 || !is_string($value)) {
            throw new SdkError('Headers are an array of strings by name.');
        }
        $lower = strtolower($name);
        if (in_array($lower, self::OWN_HEADERS, true)) {
            throw new SdkError("The client sets the header {$lower} itself; where there is an option for it, use that.");
        }
        foreach (array_keys($headers) as $other) {
            if (strcasecmp($other, $name) === 0) {
                unset($headers[$other]);
            }
        }
        return $headers + [$name => $value];
    }

    private static function refuseControl(string $name, string $value): void
    {
        if (preg_match('/[\x00-\x1f\x7f]/', $value) === 1) {
            throw new SdkError("{$name} must hold no control character.");
        }
    }

    /** @param string|array{name: string, version?: string, url?: string}|null $app */
    private static function appInfo(string|array|null $app): string
    {
        if (!is_array($app)) {
            return $app ?? '';
        }
        return $app['name'] . (isset($app['version']) ? "/{$app['version']}" : '') . (isset($app['url']) ? " ({$app['url']})" : '');
    }

    private static function uuid(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
        $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }
}
