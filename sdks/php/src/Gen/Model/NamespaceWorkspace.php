<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class NamespaceWorkspace extends Model
{
    public string $id;
    public string $name;
    /** Short name for URLs: lower-case letters, digits and single dashes. */
    public string $slug;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'slug' => ['slug'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
            $this->slug,
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
