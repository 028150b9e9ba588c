<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class DeliveryScheduleItem extends Model
{
    /** Number of the attempt, from 1. */
    public int $number;
    /** Time of the attempt. */
    public \DateTimeImmutable $dueAt;

    protected const FIELDS = [
        'number' => ['number'],
        'dueAt' => ['due_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->number,
            $this->dueAt,
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
