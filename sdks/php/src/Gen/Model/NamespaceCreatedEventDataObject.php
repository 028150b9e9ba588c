<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** The object that the event is about. */
final readonly class NamespaceCreatedEventDataObject extends Model
{
    public string $id;
    /** @var 'namespace' */
    public string $type;
    public NamespaceAttributes $attributes;

    protected const FIELDS = [
        'id' => ['id'],
        'type' => ['type'],
        'attributes' => ['attributes', NamespaceAttributes::class],
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
