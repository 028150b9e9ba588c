<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class ReplayAttributes extends Model
{
    public string $id;
    /** @var 'running'|'done'|'cancelled'|string */
    public string $status;
    /** Number of deliveries to send again. */
    public int $total;
    /** Number of deliveries queued so far. */
    public int $done;
    public \DateTimeImmutable $createdAt;
    public string $webhookId;

    protected const FIELDS = [
        'id' => ['id'],
        'status' => ['status'],
        'total' => ['total'],
        'done' => ['done'],
        'createdAt' => ['created_at', 'time'],
        'webhookId' => ['webhook_id'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->status,
            $this->total,
            $this->done,
            $this->createdAt,
            $this->webhookId,
        );
        foreach ($values as $name => $value) {
            $this->{$name} = $value;
        }
    }
}
