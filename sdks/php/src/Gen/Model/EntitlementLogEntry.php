<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementLogEntry extends Model
{
    public string $id;
    /** Type of the change, such as `package.assigned`. */
    public string $action;
    /** Code of the feature. */
    public ?string $feature;
    /** ID of what was changed. Null: nothing with an ID. */
    public ?string $subjectId;
    /** ID of a user or a key; null for Plinth itself. */
    public ?string $actorId;
    /**
     * What the change was; the fields depend on the action.
     *
     * @var array<string, mixed>
     */
    public array $change;
    public \DateTimeImmutable $createdAt;

    protected const FIELDS = [
        'id' => ['id'],
        'action' => ['action'],
        'feature' => ['feature'],
        'subjectId' => ['subject_id'],
        'actorId' => ['actor_id'],
        'change' => ['change', ['map', null]],
        'createdAt' => ['created_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->action,
            $this->feature,
            $this->subjectId,
            $this->actorId,
            $this->change,
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
