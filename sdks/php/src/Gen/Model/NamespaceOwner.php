<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class NamespaceOwner extends Model
{
    public string $id;
    public string $name;
    public ?string $email;
    /** Short name for URLs: lower-case letters, digits and single dashes. */
    public ?string $slug;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'email' => ['email', null, true],
        'slug' => ['slug', null, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
            $this->email,
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
