<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

/** All that PHP's own dumpers show of a value, and arrays made of it. */
function dumps(mixed $value): string
{
    ob_start();
    var_dump($value, (array) $value);
    print_r($value);
    return (string) ob_get_clean();
}

/** The result of the work while errors keep the arguments of their frames, as development servers do. */
function withArgumentsInTraces(callable $work): mixed
{
    $before = ini_set('zend.exception_ignore_args', '0');
    try {
        return $work();
    } finally {
        ini_set('zend.exception_ignore_args', (string) $before);
    }
}

/** The dumps of an error and its causes: their text, their fields, and the arguments of all frames of the package. */
function errorDumps(\Throwable $error): string
{
    $text = '';
    for ($one = $error; $one !== null; $one = $one->getPrevious()) {
        $ours = array_filter($one->getTrace(), static fn (array $frame): bool => str_contains($frame['file'] ?? '', '/src/')
            || preg_match('/^CorePhp\\\\SDK\\\\(?!Test)/', $frame['class'] ?? '') === 1);
        $text .= $one . dumps($ours) . dumps(get_object_vars($one));
    }
    return $text;
}
