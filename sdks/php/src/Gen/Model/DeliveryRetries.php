<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class DeliveryRetries extends Model
{
    /** Number of deliveries to send again. */
    public int $total;
    /**
     * One for each webhook with such deliveries.
     *
     * @var list<Replay>
     */
    public array $replays;

    protected const FIELDS = [
        'total' => ['total'],
        'replays' => ['replays', ['list', Replay::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->total,
            $this->replays,
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
