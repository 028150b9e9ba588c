<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\SdkError;

/** Where the parameters of a call are sent, and how they are written. */
final class Parameters
{
    /**
     * The query, beginning with "?" if it is not empty, and the body.
     *
     * @param array<mixed> $parameters
     *
     * @return array{string, string|null}
     */
    public static function split(Operation $operation, #[\SensitiveParameter] array $parameters): array
    {
        $query = [];
        $body = [];
        foreach ($parameters as $name => $value) {
            if (!is_string($name)) {
                throw new SdkError('Parameters are an array by name, such as [\'name\' => \'Acme\'].');
            }
            if ($operation->hasBody && !in_array($name, $operation->query, true)) {
                $body[$name] = $value;
            } else {
                $query[] = rawurlencode($name) . '=' . rawurlencode(self::inQuery($name, $value));
            }
        }
        return [
            $query === [] ? '' : '?' . implode('&', $query),
            $operation->hasBody ? self::json($body, $operation->maps) : null,
        ];
    }

    /**
     * @param array<mixed> $body
     * @param list<string> $maps
     */
    public static function json(#[\SensitiveParameter] array $body, array $maps = []): string
    {
        $value = self::plain($body);
        foreach ($maps as $path) {
            $value = self::withMap($value, explode('.', $path));
        }
        try {
            return json_encode(is_array($value) ? Json::object($value) : $value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
        } catch (\JsonException $error) {
            throw new SdkError("The parameters cannot be written as JSON: {$error->getMessage()}.");
        }
    }

    private static function inQuery(string $name, #[\SensitiveParameter] mixed $value): string
    {
        return match (true) {
            is_bool($value) => $value ? 'true' : 'false',
            is_array($value) => implode(',', array_map(static fn (mixed $one): string => self::inQuery($name, $one), $value)),
            $value instanceof \DateTimeInterface => self::time($value),
            $value instanceof \BackedEnum => (string) $value->value,
            is_string($value), is_int($value), is_float($value), $value instanceof \Stringable => (string) $value,
            default => throw new SdkError("The parameter \"{$name}\" cannot be sent in a query: leave it out, or give a string, number, boolean, time or list."),
        };
    }

    private static function plain(#[\SensitiveParameter] mixed $value): mixed
    {
        return match (true) {
            is_array($value) => array_map(self::plain(...), $value),
            $value instanceof \ArrayObject => (object) array_map(self::plain(...), $value->getArrayCopy()),
            $value instanceof \DateTimeInterface => self::time($value),
            default => $value,
        };
    }

    /** @param list<string> $path */
    private static function withMap(#[\SensitiveParameter] mixed $value, array $path): mixed
    {
        if ($path === []) {
            return is_array($value) ? Json::object($value) : $value;
        }
        if (!is_array($value)) {
            return $value;
        }
        $step = array_shift($path);
        foreach ($step === '*' ? array_keys($value) : [$step] as $key) {
            if (array_key_exists($key, $value)) {
                $value[$key] = self::withMap($value[$key], $path);
            }
        }
        return $value;
    }

    private static function time(\DateTimeInterface $time): string
    {
        return \DateTimeImmutable::createFromInterface($time)->setTimezone(new \DateTimeZone('UTC'))->format('Y-m-d\TH:i:s.v\Z');
    }
}
