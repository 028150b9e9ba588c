<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PolledDelivery extends Model
{
    /** Identifies this delivery and this attempt. Send it to ack or nack. */
    public string $id;
    public string $deliveryId;
    public string $eventId;
    /** Type of the event. */
    public string $eventType;
    /** Number of the attempt, from 1. It rises when a lease runs out and with each nack. */
    public int $attempt;
    /** Until then, no other poll gets the delivery. */
    public \DateTimeImmutable $leaseUntil;
    /**
     * The event, as a webhook with a URL gets it in the request body.
     *
     * @var array<string, mixed>
     */
    public array $event;

    protected const FIELDS = [
        'id' => ['id'],
        'deliveryId' => ['delivery_id'],
        'eventId' => ['event_id'],
        'eventType' => ['event_type'],
        'attempt' => ['attempt'],
        'leaseUntil' => ['lease_until', 'time'],
        'event' => ['event', ['map', null]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->deliveryId,
            $this->eventId,
            $this->eventType,
            $this->attempt,
            $this->leaseUntil,
            $this->event,
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
