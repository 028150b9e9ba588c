<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageSeriesWindow extends Model
{
    public \DateTimeImmutable $start;
    public \DateTimeImmutable $end;
    /**
     * A limit, `unlimited`, or `on` for a boolean feature.
     *
     * @var int|'unlimited'|'on'|string|null
     */
    public int|string|null $limit;

    protected const FIELDS = [
        'start' => ['start', 'time'],
        'end' => ['end', 'time'],
        'limit' => ['limit'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->start,
            $this->end,
            $this->limit,
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
