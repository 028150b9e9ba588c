<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

final class Environment
{
    /** The variable of the process or, in a web server, of the request; null if it is not set or empty. */
    public static function get(string $name): ?string
    {
        $value = getenv($name);
        $value = $value === false || $value === '' ? ($_ENV[$name] ?? null) : $value;
        return is_string($value) && $value !== '' ? $value : null;
    }
}
