<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementAttributes extends Model
{
    /** Code of the feature. */
    public string $feature;
    /** Percentage of the limit. */
    public int $threshold;
    /** Usage in the current window. */
    public int $used;
    /** The limit, in the unit of the feature. */
    public int $limit;
    /** Unit of the amounts, such as `bytes`. Null: they have none. */
    public ?string $unit;
    /** ID of the owner: a user, a workspace or a namespace. */
    public string $ownerId;
    /** Start of the window in which usage counts. Null without a window. */
    public ?\DateTimeImmutable $windowStart;
    /** Time at which counting starts again. Null: never. */
    public ?\DateTimeImmutable $resetAt;

    protected const FIELDS = [
        'feature' => ['feature'],
        'threshold' => ['threshold'],
        'used' => ['used'],
        'limit' => ['limit'],
        'unit' => ['unit'],
        'ownerId' => ['owner_id'],
        'windowStart' => ['window_start', 'time'],
        'resetAt' => ['reset_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->feature,
            $this->threshold,
            $this->used,
            $this->limit,
            $this->unit,
            $this->ownerId,
            $this->windowStart,
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
