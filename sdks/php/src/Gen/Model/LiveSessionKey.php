<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** The key that the caller uses, or that the session acts for. */
final readonly class LiveSessionKey extends Model
{
    public string $id;
    public string $name;
    /** First characters of the key, to identify it. */
    public string $prefix;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'prefix' => ['prefix'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
            $this->prefix,
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
