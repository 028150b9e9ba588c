<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\SdkError;

final class NamedArguments
{
    private const CALLABLES = ['onRequest', 'onResponse', 'onRetry', 'isAborted'];

    /**
     * An object of the class from an array of its constructor's arguments by name.
     *
     * @template T of object
     *
     * @param class-string<T> $class
     * @param array<mixed> $arguments
     *
     * @return T
     */
    public static function make(string $class, array $arguments): object
    {
        foreach ($arguments as $name => $value) {
            if (!is_string($name) || !property_exists($class, $name)) {
                throw new SdkError("There is no option \"{$name}\".");
            }
            if (in_array($name, self::CALLABLES, true) && is_callable($value)) {
                $arguments[$name] = $value(...);
            }
        }
        try {
            return new $class(...$arguments);
        } catch (\TypeError $error) {
            // Without its place in this file, which is not where the mistake is.
            $sentence = preg_replace(['/^.*Argument #\d+ \(\$(\w+)\)/', '/, called in .*$/'], ['The option "$1"', ''], $error->getMessage());
            throw new SdkError("{$sentence}.");
        }
    }
}
