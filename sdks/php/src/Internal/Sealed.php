<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

/** The content of an answer, with a Secret in the place of each key, secret and token, known by their names. */
final class Sealed
{
    private const NAMES = ['key', 'secret', 'token'];

    public static function isSecret(int|string $name): bool
    {
        return in_array($name, self::NAMES, true);
    }

    /**
     * @template T of array<mixed>
     *
     * @param T $raw
     *
     * @return T
     */
    public static function seal(#[\SensitiveParameter] array $raw): array
    {
        foreach ($raw as $name => $value) {
            $raw[$name] = match (true) {
                is_array($value) => self::seal($value),
                $value instanceof \ArrayObject => new \ArrayObject(self::seal($value->getArrayCopy())),
                is_string($value) && self::isSecret($name) => new Secret($value),
                default => $value,
            };
        }
        return $raw;
    }

    /** The value as it came. */
    public static function open(mixed $value): mixed
    {
        return match (true) {
            $value instanceof Secret => $value->reveal(),
            is_array($value) => array_map(self::open(...), $value),
            $value instanceof \ArrayObject => new \ArrayObject(array_map(self::open(...), $value->getArrayCopy())),
            default => $value,
        };
    }

    /** The value as it may be shown. */
    public static function redact(mixed $value): mixed
    {
        return match (true) {
            $value instanceof Secret => $value->jsonSerialize(),
            is_array($value) => array_map(self::redact(...), $value),
            $value instanceof \ArrayObject => new \ArrayObject(array_map(self::redact(...), $value->getArrayCopy())),
            default => $value,
        };
    }

    /**
     * The array without secrets.
     *
     * @param array<mixed> $raw
     *
     * @return array<mixed>
     */
    public static function strip(array $raw): array
    {
        $kept = array_filter($raw, static fn (mixed $value): bool => !$value instanceof Secret);
        return array_map(static fn (mixed $value): mixed => match (true) {
            // An object of secrets alone stays an object.
            is_array($value) => self::strip($value) ?: ($value === [] ? [] : new \ArrayObject()),
            $value instanceof \ArrayObject => new \ArrayObject(self::strip($value->getArrayCopy())),
            default => $value,
        }, $kept);
    }
}
