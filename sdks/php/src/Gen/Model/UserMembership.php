<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UserMembership extends Model
{
    public string $workspaceId;
    /** Name of the workspace. */
    public string $name;
    /** Short name for URLs: lower-case letters, digits and single dashes. */
    public string $slug;
    /**
     * Calls in a suspended workspace are refused.
     *
     * @var 'active'|'suspended'|string
     */
    public string $status;
    /** @var 'owner'|'admin'|'member'|string */
    public string $role;
    /** Of the workspace. */
    public \DateTimeImmutable $createdAt;
    /** Time at which the user became a member. */
    public \DateTimeImmutable $memberSince;

    protected const FIELDS = [
        'workspaceId' => ['workspace_id'],
        'name' => ['name'],
        'slug' => ['slug'],
        'status' => ['status'],
        'role' => ['role'],
        'createdAt' => ['created_at', 'time'],
        'memberSince' => ['member_since', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->workspaceId,
            $this->name,
            $this->slug,
            $this->status,
            $this->role,
            $this->createdAt,
            $this->memberSince,
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
