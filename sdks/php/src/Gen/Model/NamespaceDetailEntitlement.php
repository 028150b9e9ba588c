<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class NamespaceDetailEntitlement extends Model
{
    /** Usage in the current window. */
    public int $used;
    /** The limit, in the unit of the feature. Null: there is none. */
    public ?int $limit;
    /** Unit of the amounts, such as `bytes`. */
    public ?string $unit;
    /** Time of the next reset. For a rolling feature, the time at which usage next leaves the window. */
    public ?\DateTimeImmutable $resetAt;

    protected const FIELDS = [
        'used' => ['used'],
        'limit' => ['limit'],
        'unit' => ['unit', null, true],
        'resetAt' => ['reset_at', 'time', true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->used,
            $this->limit,
            $this->unit,
            $this->resetAt,
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
