<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementOverviewDataItem extends Model
{
    /** Code of the feature. */
    public string $feature;
    public string $name;
    /** @var 'boolean'|'limit'|'unlimited'|string */
    public string $type;
    /** Reason why the feature is not included; null if it is included. */
    public ?string $reason;
    /**
     * The level that decided.
     *
     * @var 'namespace'|'workspace'|'tier'|string|null
     */
    public ?string $level;
    /** ID of the namespace, workspace or user whose pool is used. */
    public ?string $ownerId;
    /** Code of the feature whose pool is used. */
    public ?string $pool;
    /** The limit, in the unit of the feature. Null: there is none. */
    public ?int $limit;
    /** True: usage has no limit. */
    public bool $unlimited;
    /** Null for a limit of Plinth itself that is not counted here: requests per hour and burst, `plinth.events` without a limit, or while the part that counts is not available. */
    public ?int $used;
    /** Amount that open reservations set aside. */
    public int $reserved;
    /** Unit of the amounts, such as `bytes`. Null: they have none. */
    public ?string $unit;
    /** Start of the window in which usage counts. Null without a window. */
    public ?\DateTimeImmutable $windowStart;
    /** End of the window in which usage counts. Null without a window. */
    public ?\DateTimeImmutable $windowEnd;
    /** Time at which counting starts again; in a rolling window, the time at which the oldest usage leaves it. */
    public ?\DateTimeImmutable $resetAt;

    protected const FIELDS = [
        'feature' => ['feature'],
        'name' => ['name'],
        'type' => ['type'],
        'reason' => ['reason'],
        'level' => ['level'],
        'ownerId' => ['owner_id'],
        'pool' => ['pool'],
        'limit' => ['limit'],
        'unlimited' => ['unlimited'],
        'used' => ['used'],
        'reserved' => ['reserved'],
        'unit' => ['unit'],
        'windowStart' => ['window_start', 'time'],
        'windowEnd' => ['window_end', 'time'],
        'resetAt' => ['reset_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->feature,
            $this->name,
            $this->type,
            $this->reason,
            $this->level,
            $this->ownerId,
            $this->pool,
            $this->limit,
            $this->unlimited,
            $this->used,
            $this->reserved,
            $this->unit,
            $this->windowStart,
            $this->windowEnd,
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
