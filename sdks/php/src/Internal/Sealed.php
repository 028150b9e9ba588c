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
            if (is_array($value)) {
                $raw[$name] = self::seal($value);
            } elseif (is_string($value) && self::isSecret($name)) {
                $raw[$name] = new Secret($value);
            }
        }
        return $raw;
    }

    /** The value as it came. */
    public static function open(mixed $value): mixed
    {
        return match (true) {
            $value instanceof Secret => $value->reveal(),
            is_array($value) => array_map(self::open(...), $value),
            default => $value,
        };
    }

    /** The value as it may be shown. */
    public static function redact(mixed $value): mixed
    {
        return match (true) {
            $value instanceof Secret => $value->jsonSerialize(),
            is_array($value) => array_map(self::redact(...), $value),
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
        return array_map(static fn (mixed $value): mixed => is_array($value) ? self::strip($value) : $value, $kept);
    }
}
