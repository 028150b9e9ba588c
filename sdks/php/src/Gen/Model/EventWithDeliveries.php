<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EventWithDeliveries extends Model
{
    public string $id;
    public string $type;
    public \DateTimeImmutable $createdAt;
    public ?string $workspaceId;
    /** ID of the namespace concerned. Null: none is. */
    public ?string $namespaceId;
    /** Data of the event. The data of a published event is as the publisher sent it. */
    public EventWithDeliveriesData $data;
    /** ID that the publisher chose. */
    public ?string $eventId;
    /**
     * Names that the publisher gave; endpoints can filter by them.
     *
     * @var list<string>
     */
    public array $channels;
    /** Events with the same key can be delivered in order. Null: the event has no order. */
    public ?string $orderingKey;
    /** Time at which it happened, as given by the publisher. */
    public ?\DateTimeImmutable $occurredAt;
    /**
     * The first 100 deliveries of the event, by webhook.
     *
     * @var list<EventDelivery>
     */
    public array $deliveries;
    /** Number of all its deliveries. */
    public int $deliveriesCount;

    protected const FIELDS = [
        'id' => ['id'],
        'type' => ['type'],
        'createdAt' => ['created_at', 'time'],
        'workspaceId' => ['workspace_id'],
        'namespaceId' => ['namespace_id'],
        'data' => ['data', EventWithDeliveriesData::class],
        'eventId' => ['event_id'],
        'channels' => ['channels'],
        'orderingKey' => ['ordering_key'],
        'occurredAt' => ['occurred_at', 'time'],
        'deliveries' => ['deliveries', ['list', EventDelivery::class]],
        'deliveriesCount' => ['deliveries_count'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->type,
            $this->createdAt,
            $this->workspaceId,
            $this->namespaceId,
            $this->data,
            $this->eventId,
            $this->channels,
            $this->orderingKey,
            $this->occurredAt,
            $this->deliveries,
            $this->deliveriesCount,
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
