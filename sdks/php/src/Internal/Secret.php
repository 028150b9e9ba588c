<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\SdkError;

/** A key, secret or token that no dump, export, JSON or serialized text shows. */
final class Secret implements \JsonSerializable
{
    // NOTE: var_export and casts show every property of an object, whatever __debugInfo says.
    /** @var \WeakMap<self, string>|null */
    private static ?\WeakMap $values = null;

    public function __construct(#[\SensitiveParameter] string $value)
    {
        self::$values ??= new \WeakMap();
        self::$values[$this] = $value;
    }

    public function reveal(): string
    {
        return self::$values[$this] ?? '';
    }

    public function jsonSerialize(): string
    {
        return '[redacted]';
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return ['value' => '[redacted]'];
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new SdkError('A key or secret cannot be serialized.');
    }

    private function __clone()
    {
    }
}
