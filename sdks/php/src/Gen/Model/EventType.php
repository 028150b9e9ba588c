<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EventType extends Model
{
    public string $name;
    public string $description;
    /** False: endpoints can subscribe to the type, but no event of it is sent. */
    public bool $isEmitted;
    /**
     * JSON Schema 2020-12 of the request body that endpoints receive; null if the type has no schema.
     *
     * @var array<string, mixed>|null
     */
    public ?array $jsonSchema;
    /** @var array<string, mixed>|null */
    public ?array $example;

    protected const FIELDS = [
        'name' => ['name'],
        'description' => ['description'],
        'isEmitted' => ['is_emitted'],
        'jsonSchema' => ['json_schema', ['map', null]],
        'example' => ['example', ['map', null]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->name,
            $this->description,
            $this->isEmitted,
            $this->jsonSchema,
            $this->example,
        );
        foreach ($values as $name => $value) {
            $this->{$name} = $value;
        }
    }
}
