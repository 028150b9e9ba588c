<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class LiveSession extends Model
{
    public string $id;
    /** @var 'console' */
    public string $kind;
    /** The user of the key, or the operator key itself. */
    public LiveSessionActor $actor;
    /** The key that the caller uses, or that the session acts for. */
    public LiveSessionKey $key;
    /** The workspace of the key; null for an operator key. */
    public ?string $workspaceId;
    public \DateTimeImmutable $createdAt;
    /** Up to one minute old. */
    public \DateTimeImmutable $lastUsedAt;
    /** Time at which it ends. */
    public \DateTimeImmutable $expiresAt;
    /** Time at which the session ends if it is not used. */
    public \DateTimeImmutable $idleExpiresAt;

    protected const FIELDS = [
        'id' => ['id'],
        'kind' => ['kind'],
        'actor' => ['actor', LiveSessionActor::class],
        'key' => ['key', LiveSessionKey::class],
        'workspaceId' => ['workspace_id'],
        'createdAt' => ['created_at', 'time'],
        'lastUsedAt' => ['last_used_at', 'time'],
        'expiresAt' => ['expires_at', 'time'],
        'idleExpiresAt' => ['idle_expires_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->kind,
            $this->actor,
            $this->key,
            $this->workspaceId,
            $this->createdAt,
            $this->lastUsedAt,
            $this->expiresAt,
            $this->idleExpiresAt,
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
