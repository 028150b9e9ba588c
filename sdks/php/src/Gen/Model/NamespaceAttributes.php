<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Paying for a namespace of a user gives no access to its content: for the paying workspace the description is null and the settings are empty. */
final readonly class NamespaceAttributes extends Model
{
    public string $id;
    /** A second identifier, which paths take too. */
    public string $uuid;
    public string $name;
    /** Short name for URLs: lower-case letters, digits and single dashes. */
    public string $slug;
    /**
     * Whether a user or a workspace owns it.
     *
     * @var 'User'|'Workspace'|string
     */
    public string $ownerType;
    /** ID of the owner: a user, a workspace or a namespace. */
    public string $ownerId;
    /** ID of the paying workspace. Null: none pays. */
    public ?string $workspaceId;
    public ?string $description;
    /**
     * `timezone` (IANA), `locale` (BCP 47) and any other keys.
     *
     * @var array<string, mixed>
     */
    public array $settings;
    /** True for the default namespace of the owner. */
    public bool $isDefault;
    /** False: every check in the namespace is denied. */
    public bool $isActive;
    public \DateTimeImmutable $createdAt;
    public \DateTimeImmutable $updatedAt;

    protected const FIELDS = [
        'id' => ['id'],
        'uuid' => ['uuid'],
        'name' => ['name'],
        'slug' => ['slug'],
        'ownerType' => ['owner_type'],
        'ownerId' => ['owner_id'],
        'workspaceId' => ['workspace_id'],
        'description' => ['description'],
        'settings' => ['settings', ['map', null]],
        'isDefault' => ['is_default'],
        'isActive' => ['is_active'],
        'createdAt' => ['created_at', 'time'],
        'updatedAt' => ['updated_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->uuid,
            $this->name,
            $this->slug,
            $this->ownerType,
            $this->ownerId,
            $this->workspaceId,
            $this->description,
            $this->settings,
            $this->isDefault,
            $this->isActive,
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
