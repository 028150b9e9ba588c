<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use CorePhp\SDK\Error\NotIncluded;
use CorePhp\SDK\Error\UnexpectedAnswerError;
use CorePhp\SDK\Internal\Json;
use CorePhp\SDK\Internal\Sealed;
use CorePhp\SDK\Internal\Secret;

/**
 * An object of an answer. Fields that this version does not know are read by their name all the same. Reading a field whose
 * value is of another type than this version knows throws UnexpectedAnswerError; toArray() and JSON have it as it came. Keys, secrets and
 * tokens are read by their name or by toArray(): dumps, exports and JSON show "[redacted]", and serialize() leaves them out.
 */
abstract readonly class Model implements \JsonSerializable
{
    /**
     * By property: the name on the wire, how its value is made, and the word of `include` that it needs, or true if the
     * answer may leave it out.
     *
     * @var array<string, array{0: string, 1?: mixed, 2?: string|true|null}>
     */
    protected const FIELDS = [];

    /** @var array<mixed> with a Secret for each key, secret and token */
    private array $raw;
    /** @var list<string>|null */
    private ?array $asked;

    /**
     * @param array<mixed> $raw
     * @param list<string>|null $asked names that the call's `fields` asked for
     */
    final public function __construct(#[\SensitiveParameter] array $raw, ?array $asked = null)
    {
        $this->raw = Sealed::seal($raw);
        $this->asked = $asked;
        $this->fill($this->values($raw));
    }

    /** @param array<string, mixed> $values by property; the others become unset, and those of another type than the property */
    abstract protected function fill(array $values): void;

    /**
     * The answer as it came, by names on the wire. An empty object, also one with the names "0", "1" and so on, is an
     * \ArrayObject: its JSON is an object again.
     *
     * @return array<mixed>
     */
    final public function toArray(): array
    {
        return Sealed::open($this->raw);
    }

    /** @return array<mixed>|\stdClass */
    final public function jsonSerialize(): array|\stdClass
    {
        $json = $this->raw;
        foreach (static::FIELDS as $property => $field) {
            if (isset($json[$field[0]]) && isset($this->{$property}) && !$json[$field[0]] instanceof Secret) {
                $kind = $field[1] ?? null;
                $isPlain = in_array(is_array($kind) && $kind[0] !== 'one' ? $kind[1] : $kind, [null, 'time'], true);
                $value = $isPlain ? Sealed::open($json[$field[0]]) : $this->{$property};
                $json[$field[0]] = is_array($value) && is_array($kind) && $kind[0] === 'map' ? Json::object($value) : $value;
            }
        }
        return Json::object($json);
    }

    final public function __get(string $name): mixed
    {
        $field = static::FIELDS[$name] ?? null;
        $secret = $this->raw[$field[0] ?? $name] ?? null;
        if ($secret instanceof Secret) {
            return $secret->reveal();
        }
        $class = substr((string) strrchr(static::class, '\\'), 1);
        if ($field !== null && array_key_exists($field[0], $this->raw)) {
            throw new UnexpectedAnswerError("The value of {$name} of {$class} has another type than this version of the package knows. toArray() has it as it came.");
        }
        if ($field !== null) {
            $how = match (true) {
                Sealed::isSecret($field[0]) => 'it is in the answer that was shown once, and serialize() leaves it out',
                is_string($field[2] ?? null) => "ask for it: 'include' => ['{$field[2]}']",
                default => "`fields` left it out: add '{$field[0]}' there",
            };
            throw new NotIncluded("The answer has no {$name} of {$class}; {$how}.");
        }
        foreach ([$name, strtolower((string) preg_replace('/[A-Z]/', '_$0', $name))] as $key) {
            if (array_key_exists($key, $this->raw) && !in_array($key, array_column(static::FIELDS, 0), true)) {
                return Sealed::open($this->raw[$key]);
            }
        }
        $property = array_search($name, array_map(static fn (array $field): string => $field[0], static::FIELDS), true);
        if ($property !== false) {
            throw new NotIncluded("The property of {$class} for the field {$name} is {$property}: read ->{$property}.");
        }
        throw new NotIncluded("The answer has no {$name} of {$class}, and this version of the package knows no such field.");
    }

    final public function __isset(string $name): bool
    {
        return ($this->raw[static::FIELDS[$name][0] ?? $name] ?? null) instanceof Secret;
    }

    /** @return array<mixed> */
    final public function __debugInfo(): array
    {
        return Sealed::redact($this->raw);
    }

    /** @return array{0: array<mixed>, 1: list<string>|null} */
    final public function __serialize(): array
    {
        return [Sealed::strip($this->raw), $this->asked];
    }

    /** @param array{0: array<mixed>, 1: list<string>|null} $data */
    final public function __unserialize(array $data): void
    {
        $this->raw = $data[0];
        $this->asked = $data[1];
        $this->fill($this->values($data[0]));
    }

    /**
     * An object of the class or, of several, of the one whose fields these are.
     *
     * @internal
     *
     * @template T of Model
     *
     * @param class-string<T>|list<class-string<T>> $classes
     * @param array<mixed> $raw
     * @param list<string>|null $asked
     *
     * @return T
     */
    final public static function make(string|array $classes, #[\SensitiveParameter] array $raw, ?array $asked): self
    {
        $best = null;
        foreach ((array) $classes as $class) {
            $known = array_column($class::FIELDS, 0);
            $needed = array_column(array_filter($class::FIELDS, static fn (array $field): bool => !isset($field[2])), 0);
            $distance = [count(array_diff(array_keys($raw), $known)), count(array_diff($needed, array_keys($raw)))];
            if ($best === null || $distance < $best[1]) {
                $best = [$class, $distance];
            }
        }
        return new $best[0]($raw, $asked);
    }

    /**
     * @param array<mixed> $raw
     *
     * @return array<string, mixed>
     */
    private function values(#[\SensitiveParameter] array $raw): array
    {
        $values = [];
        foreach (static::FIELDS as $property => $field) {
            if (($this->raw[$field[0]] ?? null) instanceof Secret) {
                continue; // var_export and casts show every property: __get reads it.
            }
            if (array_key_exists($field[0], $raw)) {
                try {
                    $values[$property] = self::made($raw[$field[0]], $field[1] ?? null);
                } catch (\Exception | \TypeError) {
                    continue; // No time, or no object: as a value of another type.
                }
            } elseif (($field[2] ?? null) === true && ($this->asked === null || in_array($field[0], $this->asked, true))) {
                $values[$property] = null;
            }
        }
        return $values;
    }

    private static function made(#[\SensitiveParameter] mixed $value, mixed $kind): mixed
    {
        if ($value === null || $kind === null) {
            return $value;
        }
        if (is_array($kind) && $kind[0] === 'one') {
            return self::make(array_slice($kind, 1), Json::fields($value), null);
        }
        if (is_array($kind)) {
            $values = $kind[0] === 'map' ? Json::fields($value) : $value;
            return array_map(static fn (mixed $one): mixed => self::made($one, $kind[1]), $values);
        }
        return $kind === 'time' ? new \DateTimeImmutable($value) : new $kind(Json::fields($value));
    }
}
