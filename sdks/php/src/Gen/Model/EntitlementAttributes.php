<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementAttributes extends Model
{
    public string $feature;
    /** Percentage of the limit. */
    public int $threshold;
    public int $used;
    public int $limit;
    public ?string $unit;
    public string $ownerId;
    public ?\DateTimeImmutable $windowStart;
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
