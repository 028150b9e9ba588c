<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Present in events of Plinth itself. */
final readonly class EventWithDeliveriesDataObject extends Model
{
    public string $id;
    public string $type;
    /**
     * Fields of the object at that time.
     *
     * @var array<string, mixed>
     */
    public array $attributes;

    protected const FIELDS = [
        'id' => ['id'],
        'type' => ['type'],
        'attributes' => ['attributes', ['map', null]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->type,
            $this->attributes,
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
