<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Package extends Model
{
    public string $code;
    public string $name;
    /** True for a base package. An owner has one base package; other packages are add-ons whose limits are added. */
    public bool $isBase;
    /** True: an owner can have the add-on more than once. */
    public bool $isStackable;
    /** False: current assignments remain, and new assignments are refused. */
    public bool $isActive;
    /**
     * Features with their limits.
     *
     * @var list<PackageFeature>
     */
    public array $features;
    public string $id;
    /** With 'include' => ['assignments']. */
    public PackageAssignments $assignments;
    public \DateTimeImmutable $createdAt;
    public \DateTimeImmutable $updatedAt;

    protected const FIELDS = [
        'code' => ['code'],
        'name' => ['name'],
        'isBase' => ['is_base'],
        'isStackable' => ['is_stackable'],
        'isActive' => ['is_active'],
        'features' => ['features', ['list', PackageFeature::class]],
        'id' => ['id'],
        'assignments' => ['assignments', PackageAssignments::class, 'assignments'],
        'createdAt' => ['created_at', 'time'],
        'updatedAt' => ['updated_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->code,
            $this->name,
            $this->isBase,
            $this->isStackable,
            $this->isActive,
            $this->features,
            $this->id,
            $this->assignments,
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
