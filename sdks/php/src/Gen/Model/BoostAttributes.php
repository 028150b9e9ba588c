<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class BoostAttributes extends Model
{
    public string $id;
    /** Code of the feature. */
    public string $feature;
    /**
     * add_limit: adds to the limit. enable: turns a feature on. unlimited: removes the limit.
     *
     * @var 'add_limit'|'enable'|'unlimited'|string
     */
    public string $type;
    /** Added limit. Null unless the type is add_limit. */
    public ?int $limit;
    /**
     * cycle: until the billing cycle ends. until: until `expires_at`. permanent: without an end.
     *
     * @var 'cycle'|'until'|'permanent'|string
     */
    public string $duration;
    /** `active` or `expired`. */
    public string $status;
    /** Time from which it counts. */
    public \DateTimeImmutable $startsAt;
    /** Time at which it ends. Null: it has no end. */
    public ?\DateTimeImmutable $expiresAt;
    public \DateTimeImmutable $createdAt;

    protected const FIELDS = [
        'id' => ['id'],
        'feature' => ['feature'],
        'type' => ['type'],
        'limit' => ['limit'],
        'duration' => ['duration'],
        'status' => ['status'],
        'startsAt' => ['starts_at', 'time'],
        'expiresAt' => ['expires_at', 'time'],
        'createdAt' => ['created_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->feature,
            $this->type,
            $this->limit,
            $this->duration,
            $this->status,
            $this->startsAt,
            $this->expiresAt,
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
