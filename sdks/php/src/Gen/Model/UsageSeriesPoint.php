<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageSeriesPoint extends Model
{
    /** Start of the bucket. */
    public \DateTimeImmutable $at;
    /** Usage that was recorded in the bucket. */
    public int $recorded;
    /** Usage that was given back in the bucket. */
    public int $givenBack;
    /** Usage of the window at the end of the bucket; in a bucket that has not ended, now. */
    public int $used;

    protected const FIELDS = [
        'at' => ['at', 'time'],
        'recorded' => ['recorded'],
        'givenBack' => ['given_back'],
        'used' => ['used'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->at,
            $this->recorded,
            $this->givenBack,
            $this->used,
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
