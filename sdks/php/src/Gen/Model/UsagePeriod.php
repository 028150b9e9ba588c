<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Whole hours; `to` is excluded. */
final readonly class UsagePeriod extends Model
{
    public \DateTimeImmutable $from;
    public \DateTimeImmutable $to;

    protected const FIELDS = [
        'from' => ['from', 'time'],
        'to' => ['to', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->from,
            $this->to,
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
