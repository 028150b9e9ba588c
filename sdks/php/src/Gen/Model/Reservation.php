<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Reservation extends Model
{
    public string $id;
    /** Code of the feature. */
    public string $feature;
    /** Amount, in the unit of the feature. */
    public int $quantity;
    /**
     * active: the quantity is set aside. committed: it was used.
     *
     * @var 'active'|'committed'|'released'|'expired'|string
     */
    public string $status;
    /** Time at which it ends. */
    public \DateTimeImmutable $expiresAt;

    protected const FIELDS = [
        'id' => ['id'],
        'feature' => ['feature'],
        'quantity' => ['quantity'],
        'status' => ['status'],
        'expiresAt' => ['expires_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->feature,
            $this->quantity,
            $this->status,
            $this->expiresAt,
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
