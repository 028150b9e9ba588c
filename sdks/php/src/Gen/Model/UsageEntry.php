<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageEntry extends Model
{
    public string $id;
    /** Code of the feature. */
    public string $feature;
    /** Amount that was counted; negative if usage was given back. */
    public int $quantity;
    /** Time at which it was counted. */
    public \DateTimeImmutable $recordedAt;
    /** ID that the caller chose. Null: none. */
    public ?string $eventId;
    /**
     * Your own pairs of strings.
     *
     * @var array<string, string>
     */
    public array $metadata;

    protected const FIELDS = [
        'id' => ['id'],
        'feature' => ['feature'],
        'quantity' => ['quantity'],
        'recordedAt' => ['recorded_at', 'time'],
        'eventId' => ['event_id'],
        'metadata' => ['metadata', ['map', null]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->feature,
            $this->quantity,
            $this->recordedAt,
            $this->eventId,
            $this->metadata,
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
