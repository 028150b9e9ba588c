<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Pool and window in which usage counts. */
final readonly class EntitlementCounted extends Model
{
    /**
     * Whose packages: those of the namespace, of the paying workspace, or of the tier of the user.
     *
     * @var 'namespace'|'workspace'|'tier'|string
     */
    public string $level;
    /** ID of the namespace, workspace or user. */
    public string $ownerId;
    /** Code of the feature whose pool is used. */
    public string $pool;
    /** Start of the window in which usage counts. Null without a window. */
    public ?\DateTimeImmutable $windowStart;
    /** End of the window in which usage counts. Null without a window. */
    public ?\DateTimeImmutable $windowEnd;
    /** Usage in the current window. */
    public int $used;
    /** Amount that open reservations set aside. */
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
