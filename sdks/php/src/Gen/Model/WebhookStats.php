<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookStats extends Model
{
    /** Total of all deliveries, counted independently; it equals the sum of the others. */
    public int $accepted;
    /** Ended with a 2xx, or acknowledged. */
    public int $delivered;
    /** Due, in flight, or waiting for a retry. */
    public int $pending;
    /** Held while the endpoint is disabled. */
    public int $held;
    /** Ended without success. */
    public int $failed;
    /** Ended before success, for example because the webhook was deleted. */
    public int $cancelled;

    protected const FIELDS = [
        'accepted' => ['accepted'],
        'delivered' => ['delivered'],
        'pending' => ['pending'],
        'held' => ['held'],
        'failed' => ['failed'],
        'cancelled' => ['cancelled'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->accepted,
            $this->delivered,
            $this->pending,
            $this->held,
            $this->failed,
            $this->cancelled,
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
