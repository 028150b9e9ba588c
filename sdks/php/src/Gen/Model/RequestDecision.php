<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class RequestDecision extends Model
{
    /** Code of the feature. */
    public string $feature;
    /** Amount, in the unit of the feature. */
    public ?int $quantity;
    /** As in the decision of a check. */
    public string $reason;
    /** The limit, in the unit of the feature. Null: there is none. */
    public ?int $limit;
    /** Usage in the current window. */
    public ?int $used;
    /** Amount that can still be used. Null without a limit. */
    public ?int $available;

    protected const FIELDS = [
        'feature' => ['feature'],
        'quantity' => ['quantity'],
        'reason' => ['reason'],
        'limit' => ['limit'],
        'used' => ['used'],
        'available' => ['available'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->feature,
            $this->quantity,
            $this->reason,
            $this->limit,
            $this->used,
            $this->available,
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
