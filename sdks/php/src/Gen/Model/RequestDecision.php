<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class RequestDecision extends Model
{
    public string $feature;
    public ?int $quantity;
    public string $reason;
    public ?int $limit;
    public ?int $used;
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
