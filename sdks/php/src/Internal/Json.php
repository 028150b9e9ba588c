<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

/** JSON of the server as values of PHP that are written back as the same JSON. */
final class Json
{
    /**
     * Objects are arrays by name. An object that PHP would write as a list is an \ArrayObject: an empty one, and one with
     * the names "0", "1" and so on. A number above PHP's integers is a float. Null: no JSON.
     */
    public static function decode(#[\SensitiveParameter] string $text): mixed
    {
        $value = json_decode($text);
        if (json_last_error() === JSON_ERROR_INVALID_PROPERTY_NAME) {
            // A name that begins with a null byte can be in an array alone.
            return json_decode($text, true);
        }
        return self::value($value);
    }

    /**
     * The fields of an object that decode gave, or a list; null for anything else.
     *
     * @return array<mixed>|null
     */
    public static function fields(#[\SensitiveParameter] mixed $value): ?array
    {
        return $value instanceof \ArrayObject ? $value->getArrayCopy() : (is_array($value) ? $value : null);
    }

    /**
     * The array as an object is written, whatever its names are.
     *
     * @param array<mixed> $fields
     *
     * @return array<mixed>|\stdClass
     */
    public static function object(#[\SensitiveParameter] array $fields): array|\stdClass
    {
        return array_is_list($fields) ? (object) $fields : $fields;
    }

    private static function value(#[\SensitiveParameter] mixed $value): mixed
    {
        if ($value instanceof \stdClass) {
            $fields = array_map(self::value(...), get_object_vars($value));
            return array_is_list($fields) ? new \ArrayObject($fields) : $fields;
        }
        return is_array($value) ? array_map(self::value(...), $value) : $value;
    }
}
