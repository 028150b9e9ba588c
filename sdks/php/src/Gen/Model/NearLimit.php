<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class NearLimit extends Model
{
    /** The owner, or the workspace that pays for it. */
    public ?string $workspaceId;
    /** A workspace or a namespace. */
    public string $ownerId;
    /** Name of the owner. */
    public string $name;
    /** The feature that owns the pool. */
    public string $feature;
    /** Usage in the current window. */
    public int $used;
    /** The limit, in the unit of the feature. */
    public int $limit;

    protected const FIELDS = [
        'workspaceId' => ['workspace_id'],
        'ownerId' => ['owner_id'],
        'name' => ['name'],
        'feature' => ['feature'],
        'used' => ['used'],
        'limit' => ['limit'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->workspaceId,
            $this->ownerId,
            $this->name,
            $this->feature,
            $this->used,
            $this->limit,
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
