<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Feature extends Model
{
    public string $code;
    public string $name;
    /** @var 'boolean'|'limit'|'unlimited'|string */
    public string $type;
    /** Unit of the limit. `bytes` is shown in binary units. */
    public ?string $unit;
    /**
     * When usage is reset: never, each month, or after `rolling_days`.
     *
     * @var 'none'|'monthly'|'rolling'|string
     */
    public string $reset;
    /** Days of a rolling reset. Null for other resets. */
    public ?int $rollingDays;
    /** Code of the feature whose pool this feature uses. */
    public ?string $parent;
    /** False: checks treat the feature as if it did not exist. */
    public bool $isActive;
    public string $id;
    public \DateTimeImmutable $createdAt;
    public \DateTimeImmutable $updatedAt;

    protected const FIELDS = [
        'code' => ['code'],
        'name' => ['name'],
        'type' => ['type'],
        'unit' => ['unit'],
        'reset' => ['reset'],
        'rollingDays' => ['rolling_days'],
        'parent' => ['parent'],
        'isActive' => ['is_active'],
        'id' => ['id'],
        'createdAt' => ['created_at', 'time'],
        'updatedAt' => ['updated_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->code,
            $this->name,
            $this->type,
            $this->unit,
            $this->reset,
            $this->rollingDays,
            $this->parent,
            $this->isActive,
            $this->id,
            $this->createdAt,
            $this->updatedAt,
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
