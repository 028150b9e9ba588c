<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class ReplayCount extends Model
{
    /** Number of deliveries to send again. */
    public int $total;

    protected const FIELDS = [
        'total' => ['total'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->total,
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
