<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class ReplayAttributes extends Model
{
    public string $id;
    public string $webhookId;
    /**
     * done: all its deliveries are queued.
     *
     * @var 'running'|'done'|'cancelled'|string
     */
    public string $status;
    /** Number of deliveries to send again. */
    public int $total;
    /** Number of deliveries queued so far. */
    public int $done;
    public \DateTimeImmutable $createdAt;

    protected const FIELDS = [
        'id' => ['id'],
        'webhookId' => ['webhook_id'],
        'status' => ['status'],
        'total' => ['total'],
        'done' => ['done'],
        'createdAt' => ['created_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->webhookId,
            $this->status,
            $this->total,
            $this->done,
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
