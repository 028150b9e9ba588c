<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PublishedEvent extends Model
{
    public string $id;
    public string $type;
    public string $workspaceId;
    /** ID of the namespace concerned. Null: none is. */
    public ?string $namespaceId;
    public \DateTimeImmutable $createdAt;

    protected const FIELDS = [
        'id' => ['id'],
        'type' => ['type'],
        'workspaceId' => ['workspace_id'],
        'namespaceId' => ['namespace_id'],
        'createdAt' => ['created_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->type,
            $this->workspaceId,
            $this->namespaceId,
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
