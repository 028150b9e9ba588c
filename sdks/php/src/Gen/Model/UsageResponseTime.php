<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Milliseconds from the arrival of a request to its response. */
final readonly class UsageResponseTime extends Model
{
    public float $averageMs;
    public int $minMs;
    public int $maxMs;

    protected const FIELDS = [
        'averageMs' => ['average_ms'],
        'minMs' => ['min_ms'],
        'maxMs' => ['max_ms'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->averageMs,
            $this->minMs,
            $this->maxMs,
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
