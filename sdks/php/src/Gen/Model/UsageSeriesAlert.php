<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageSeriesAlert extends Model
{
    /** Percentage of the limit. */
    public int $threshold;
    /** Time at which it happened. */
    public \DateTimeImmutable $at;
    public string $eventId;

    protected const FIELDS = [
        'threshold' => ['threshold'],
        'at' => ['at', 'time'],
        'eventId' => ['event_id'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->threshold,
            $this->at,
            $this->eventId,
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
