<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PaidNamespace extends Model
{
    public string $id;
    public string $name;
    /**
     * Whether a user or a workspace owns it.
     *
     * @var 'User'|'Workspace'|string
     */
    public string $ownerType;
    /** ID of the owner: a user, a workspace or a namespace. */
    public string $ownerId;
    /** With 'include' => ['owner']. */
    public ?NamespaceOwner $owner;
    /** False: every check in the namespace is denied. */
    public bool $isActive;
    /**
     * Usage recorded on the plan of the workspace in the last 30 days, by feature.
     *
     * @var array<string, int>
     */
    public array $usage;
    /** False if the usage has only the newest 10,000 records. */
    public bool $usageIsExact;
    public \DateTimeImmutable $createdAt;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'ownerType' => ['owner_type'],
        'ownerId' => ['owner_id'],
        'owner' => ['owner', NamespaceOwner::class, 'owner'],
        'isActive' => ['is_active'],
        'usage' => ['usage', ['map', null]],
        'usageIsExact' => ['usage_is_exact'],
        'createdAt' => ['created_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
            $this->ownerType,
            $this->ownerId,
            $this->owner,
            $this->isActive,
            $this->usage,
            $this->usageIsExact,
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
