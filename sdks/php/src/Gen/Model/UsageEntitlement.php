<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageEntitlement extends Model
{
    /** Usage in the current window. */
    public int $used;
    /** The limit, in the unit of the feature. Null: there is none. */
    public ?int $limit;

    protected const FIELDS = [
        'used' => ['used'],
        'limit' => ['limit'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->used,
            $this->limit,
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
