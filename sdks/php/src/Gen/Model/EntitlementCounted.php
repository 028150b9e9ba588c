<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Pool and window in which usage counts. */
final readonly class EntitlementCounted extends Model
{
    /** @var 'namespace'|'workspace'|'tier'|string */
    public string $level;
    /** ID of the namespace, workspace or user. */
    public string $ownerId;
    /** Code of the feature whose pool is used. */
    public string $pool;
    public ?\DateTimeImmutable $windowStart;
    public ?\DateTimeImmutable $windowEnd;
    public int $used;
    public int $reserved;

    protected const FIELDS = [
        'level' => ['level'],
        'ownerId' => ['owner_id'],
        'pool' => ['pool'],
        'windowStart' => ['window_start', 'time'],
        'windowEnd' => ['window_end', 'time'],
        'used' => ['used'],
        'reserved' => ['reserved'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->level,
            $this->ownerId,
            $this->pool,
            $this->windowStart,
            $this->windowEnd,
            $this->used,
            $this->reserved,
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
