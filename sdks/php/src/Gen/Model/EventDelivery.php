<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EventDelivery extends Model
{
    public string $id;
    public string $webhookId;
    /**
     * pending: not tried yet. retrying: it waits for another attempt. held: the webhook is disabled, or its workspace suspended. failed: it ended without success.
     *
     * @var 'pending'|'success'|'failed'|'retrying'|'held'|'cancelled'|string
     */
    public string $status;
    /** Status of the response. Null: there was no response. */
    public ?int $statusCode;
    /** Number of attempts so far. */
    public int $attempts;
    /** Time at which it was delivered. Null: it was not. */
    public ?\DateTimeImmutable $deliveredAt;

    protected const FIELDS = [
        'id' => ['id'],
        'webhookId' => ['webhook_id'],
        'status' => ['status'],
        'statusCode' => ['status_code'],
        'attempts' => ['attempts'],
        'deliveredAt' => ['delivered_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->webhookId,
            $this->status,
            $this->statusCode,
            $this->attempts,
            $this->deliveredAt,
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
