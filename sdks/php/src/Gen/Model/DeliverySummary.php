<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class DeliverySummary extends Model
{
    public string $id;
    public string $workspaceId;
    public string $webhookId;
    public string $eventId;
    /** Type of the event. */
    public string $eventType;
    /**
     * pending: not tried yet. retrying: it waits for another attempt. held: the webhook is disabled, or its workspace suspended. failed: it ended without success.
     *
     * @var 'pending'|'success'|'failed'|'retrying'|'held'|'cancelled'|string
     */
    public string $status;
    /** Status of the last response; null if there was no response. */
    public ?int $statusCode;
    /** Number of attempts so far. */
    public int $attempts;
    /** Time of the next attempt. Null: none is planned. */
    public ?\DateTimeImmutable $nextAttemptAt;
    /** Time at which it was delivered. Null: it was not. */
    public ?\DateTimeImmutable $deliveredAt;
    public \DateTimeImmutable $createdAt;

    protected const FIELDS = [
        'id' => ['id'],
        'workspaceId' => ['workspace_id'],
        'webhookId' => ['webhook_id'],
        'eventId' => ['event_id'],
        'eventType' => ['event_type'],
        'status' => ['status'],
        'statusCode' => ['status_code'],
        'attempts' => ['attempts'],
        'nextAttemptAt' => ['next_attempt_at', 'time'],
        'deliveredAt' => ['delivered_at', 'time'],
        'createdAt' => ['created_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->workspaceId,
            $this->webhookId,
            $this->eventId,
            $this->eventType,
            $this->status,
            $this->statusCode,
            $this->attempts,
            $this->nextAttemptAt,
            $this->deliveredAt,
            $this->createdAt,
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
