<?php

declare(strict_types=1);

/** Types of docs/openapi.json, written as text that can be compared: "{id: string, tags?: list<string>}". */
final class DocumentTypes
{
    private readonly array $document;

    public function __construct(string $path)
    {
        $this->document = json_decode((string) file_get_contents($path), true);
    }

    /** @return iterable<string, array> */
    public function operations(): iterable
    {
        foreach ($this->document['paths'] as $path => $item) {
            foreach ($item as $operation) {
                // Lines of any number are no answer of a method: Client leaves the operation out.
                $isLines = array_intersect_key($operation['responses']['200']['content'] ?? [], ['application/x-ndjson' => 1, 'text/event-stream' => 1]) !== [];
                if (isset($operation['x-operation']) && !$isLines) {
                    yield $operation['x-operation'] => $operation + ['path' => $path];
                }
            }
        }
    }

    public function idsOf(array $operation): string
    {
        preg_match_all('/\{(\w+)\}/', $operation['path'], $found);
        return implode(',', array_map(camel(...), $found[1]));
    }

    public function parametersOf(array $operation): string
    {
        $fields = [];
        $body = $operation['requestBody']['content']['application/json']['schema'] ?? null;
        if ($body !== null) {
            $schema = $this->resolved($body);
            $fields = $this->fields($schema, false);
        }
        foreach ($operation['parameters'] ?? [] as $parameter) {
            if (($parameter['in'] ?? null) === 'query') {
                $mark = ($parameter['required'] ?? false) ? '' : '?';
                $fields[] = "{$parameter['name']}{$mark}: {$this->text($parameter['schema'], false)}";
            }
        }
        return $body === null && $fields === [] ? 'none' : self::shape($fields);
    }

    public function answerOf(array $operation): string
    {
        $found = [];
        foreach ($operation['responses'] as $status => $response) {
            $response = $this->resolved($response);
            $schema = $response['content']['application/json']['schema'] ?? null;
            if ($status >= 300 || $schema === null) {
                continue;
            }
            foreach ($this->resolved($schema)['anyOf'] ?? [$schema] as $one) {
                $named = isset($one['$ref']);
                $one = $this->resolved($one);
                $names = array_keys($one['properties'] ?? []);
                $found[] = match (true) {
                    !$named && $names === ['data', 'meta', 'links'] => "page<{$this->text($one['properties']['data']['items'], true)}>",
                    !$named && $names === ['data'] => $this->text($one['properties']['data'], true),
                    default => $this->text($one, true),
                };
            }
        }
        return $found === [] ? 'none' : self::union($found);
    }

    private function text(array $schema, bool $isAnswer): string
    {
        $schema = $this->resolved($schema);
        if (isset($schema['anyOf']) || isset($schema['oneOf'])) {
            return self::union(array_map(fn (array $one): string => $this->text($one, $isAnswer), $schema['anyOf'] ?? $schema['oneOf']));
        }
        if (array_key_exists('const', $schema)) {
            return var_export($schema['const'], true);
        }
        if (isset($schema['enum'])) {
            return self::union([...array_map(static fn (string $one): string => "'{$one}'", array_filter($schema['enum'], is_string(...))), 'string']);
        }
        return self::union(array_map(fn (?string $type): string => match ($type) {
            'string' => ($schema['format'] ?? '') === 'date-time' ? ($isAnswer ? 'time' : 'string|time') : 'string',
            'integer' => 'int',
            'number' => $isAnswer ? 'float' : 'float|int',
            'boolean' => 'bool',
            'null' => 'null',
            'array' => "list<{$this->text($schema['items'], $isAnswer)}>",
            'object' => isset($schema['properties']) ? self::shape($this->fields($schema, $isAnswer))
                : 'map<' . (is_array($schema['additionalProperties'] ?? null) ? $this->text($schema['additionalProperties'], $isAnswer) : 'mixed') . '>',
            null => 'mixed',
        }, (array) ($schema['type'] ?? [null])));
    }

    /** @return list<string> */
    private function fields(array $schema, bool $isAnswer): array
    {
        $fields = [];
        foreach ($schema['properties'] ?? [] as $name => $one) {
            $isNeeded = in_array($name, $schema['required'] ?? [], true);
            $mark = $isNeeded ? '' : (preg_match('/^Present with include=(\w+)/', $one['description'] ?? '') === 1 ? '+' : '?');
            $text = $this->text($one, $isAnswer);
            // Where an answer may leave a field out, the property is null.
            $fields[] = "{$name}{$mark}: " . ($isAnswer && $mark === '?' ? self::union([$text, 'null']) : $text);
        }
        return $fields;
    }

    private function resolved(array $schema): array
    {
        while (isset($schema['$ref'])) {
            $found = $this->document;
            foreach (array_slice(explode('/', $schema['$ref']), 1) as $step) {
                $found = $found[$step];
            }
            $schema = $found;
        }
        return $schema;
    }

    /** @param list<string> $fields */
    public static function shape(array $fields): string
    {
        sort($fields);
        return '{' . implode(', ', $fields) . '}';
    }

    /** @param list<string> $types */
    public static function union(array $types): string
    {
        $names = [];
        foreach ($types as $type) {
            // Braces hold one type together: {a: int|null}|string is two types.
            preg_match_all('/(?:[^|{}<>]|(\{(?:[^{}]|(?1))*\}|<(?:[^<>]|(?1))*>))+/', $type, $found);
            $names = [...$names, ...$found[0]];
        }
        $names = array_values(array_unique($names));
        sort($names);
        return in_array('mixed', $names, true) ? 'mixed' : implode('|', $names);
    }
}
