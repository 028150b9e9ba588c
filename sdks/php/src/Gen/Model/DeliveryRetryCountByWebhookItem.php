<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class DeliveryRetryCountByWebhookItem extends Model
{
    public string $webhookId;
    /** Number of its deliveries. */
    public int $total;

    protected const FIELDS = [
        'webhookId' => ['webhook_id'],
        'total' => ['total'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->webhookId,
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
