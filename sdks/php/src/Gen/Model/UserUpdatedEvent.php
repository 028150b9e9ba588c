<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UserUpdatedEvent extends Model
{
    public string $id;
    /** @var 'user.updated' */
    public string $type;
    public \DateTimeImmutable $createdAt;
    public ?string $workspaceId;
    /** ID of the namespace concerned. Null: none is. */
    public ?string $namespaceId;
    public UserUpdatedEventData $data;

    protected const FIELDS = [
        'id' => ['id'],
        'type' => ['type'],
        'createdAt' => ['created_at', 'time'],
        'workspaceId' => ['workspace_id'],
        'namespaceId' => ['namespace_id'],
        'data' => ['data', UserUpdatedEventData::class],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->type,
            $this->createdAt,
            $this->workspaceId,
            $this->namespaceId,
            $this->data,
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
