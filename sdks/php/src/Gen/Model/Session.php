<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Session extends Model
{
    /** ID of the session, or of the key if the request has a key. */
    public string $id;
    /**
     * Whether the request has a key, or the cookie of a session.
     *
     * @var 'key'|'console'|string
     */
    public string $kind;
    /** The user of the key, or the operator key itself. */
    public SessionActor $actor;
    /** The key that the caller uses, or that the session acts for. */
    public SessionKey $key;
    /** The workspace of the key; null for an operator key. */
    public ?string $workspaceId;
    /**
     * Null for an operator key.
     *
     * @var 'owner'|'admin'|'member'|string|null
     */
    public ?string $role;
    /**
     * What the key may do, such as `read:webhooks`.
     *
     * @var list<string>
     */
    public array $scopes;
    /** Time at which it ends. Null: it has no end. */
    public ?\DateTimeImmutable $expiresAt;
    /** Time at which the session ends if it is not used. Each use moves it. Null for a key. */
    public ?\DateTimeImmutable $idleExpiresAt;

    protected const FIELDS = [
        'id' => ['id'],
        'kind' => ['kind'],
        'actor' => ['actor', SessionActor::class],
        'key' => ['key', SessionKey::class],
        'workspaceId' => ['workspace_id'],
        'role' => ['role'],
        'scopes' => ['scopes'],
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
            $this->role,
            $this->scopes,
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
