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
    /**
     * Request body of one event; null if the type has no example.
     *
     * @var array<string, mixed>|null
     */
    public ?array $example;
    /**
     * plinth: a type of Plinth itself. product: defined by an operator.
     *
     * @var 'plinth'|'product'|string
     */
    public string $origin;
    /** Heading under which lists show the type. Null: none. */
    public ?string $group;
    /**
     * JSON Schema 2020-12 of the `data` of an event; null if the type has no schema.
     *
     * @var array<string, mixed>|null
     */
    public ?array $dataSchema;
    /** True: no endpoint can newly subscribe to the type. */
    public bool $isDeprecated;
    /** Feature without which the plan of a workspace leaves out events of the type; null if none is needed. */
    public ?string $feature;

    protected const FIELDS = [
        'name' => ['name'],
        'description' => ['description'],
        'isEmitted' => ['is_emitted'],
        'jsonSchema' => ['json_schema', ['map', null]],
        'example' => ['example', ['map', null]],
        'origin' => ['origin'],
        'group' => ['group'],
        'dataSchema' => ['data_schema', ['map', null]],
        'isDeprecated' => ['is_deprecated'],
        'feature' => ['feature'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->name,
            $this->description,
            $this->isEmitted,
            $this->jsonSchema,
            $this->example,
            $this->origin,
            $this->group,
            $this->dataSchema,
            $this->isDeprecated,
            $this->feature,
        );
        foreach ($values as $name => $value) {
            try {
                $this->{$name} = $value;
            } catch (\TypeError) {
                continue; // It stays unset: reading it says why.
            }
        }
    }
}
