<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class DeliveryRetryCount extends Model
{
    /** Number of deliveries to send again. */
    public int $total;
    /**
     * Number of deliveries to send again, for each webhook.
     *
     * @var list<DeliveryRetryCountByWebhookItem>
     */
    public array $byWebhook;

    protected const FIELDS = [
        'total' => ['total'],
        'byWebhook' => ['by_webhook', ['list', DeliveryRetryCountByWebhookItem::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->total,
            $this->byWebhook,
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
