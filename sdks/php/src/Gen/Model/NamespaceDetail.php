<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class NamespaceDetail extends Model
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
    /** ID of the paying workspace. It is the owner, if the owner is a workspace. */
    public ?string $workspaceId;
    public ?string $description;
    /**
     * `timezone` (IANA), `locale` (BCP 47) and any other keys.
     *
     * @var array<string, mixed>
     */
    public array $settings;
    /** True for the default namespace. Every owner has one. */
    public bool $isDefault;
    /** False: every check in the namespace is denied. */
    public bool $isActive;
    /**
     * With 'include' => ['tags'].
     *
     * @var list<string>
     */
    public array $tags;
    /**
     * With 'include' => ['metadata'].
     *
     * @var array<string, string>
     */
    public array $metadata;
    /** With 'include' => ['owner']. */
    public ?NamespaceOwner $owner;
    /** With 'include' => ['workspace']. */
    public ?NamespaceWorkspace $workspace;
    public \DateTimeImmutable $createdAt;
    public \DateTimeImmutable $updatedAt;
    /**
     * Packages that are assigned to the namespace.
     *
     * @var list<NamespaceDetailPackage>
     */
    public array $packages;
    /**
     * Values by feature code. A feature whose use is not known is left out.
     *
     * @var array<string, NamespaceDetailEntitlement>
     */
    public array $entitlements;

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
        'tags' => ['tags', null, 'tags'],
        'metadata' => ['metadata', ['map', null], 'metadata'],
        'owner' => ['owner', NamespaceOwner::class, 'owner'],
        'workspace' => ['workspace', NamespaceWorkspace::class, 'workspace'],
        'createdAt' => ['created_at', 'time'],
        'updatedAt' => ['updated_at', 'time'],
        'packages' => ['packages', ['list', NamespaceDetailPackage::class]],
        'entitlements' => ['entitlements', ['map', NamespaceDetailEntitlement::class]],
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
            $this->tags,
            $this->metadata,
            $this->owner,
            $this->workspace,
            $this->createdAt,
            $this->updatedAt,
            $this->packages,
            $this->entitlements,
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
