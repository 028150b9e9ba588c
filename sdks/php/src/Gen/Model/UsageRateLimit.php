<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Same values as the X-RateLimit headers; the reset is in Unix seconds. */
final readonly class UsageRateLimit extends Model
{
    /** Calls per hour. */
    public int $limit;
    /** Calls of the current hour. */
    public int $used;
    public int $remaining;
    /** Time at which the limit resets, in Unix seconds. */
    public int $reset;

    protected const FIELDS = [
        'limit' => ['limit'],
        'used' => ['used'],
        'remaining' => ['remaining'],
        'reset' => ['reset'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->limit,
            $this->used,
            $this->remaining,
            $this->reset,
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
