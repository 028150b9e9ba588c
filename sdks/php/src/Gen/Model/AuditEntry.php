<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class AuditEntry extends Model
{
    /** ID of the event that the change emitted. */
    public string $id;
    /** Time at which it happened. */
    public \DateTimeImmutable $at;
    /** Type of that event. */
    public string $action;
    public ?string $workspaceId;
    /** ID of the namespace concerned. Null: none is. */
    public ?string $namespaceId;
    /** The caller who made the change. Null: it is not known. */
    public ?AuditActor $actor;
    /** What was changed. */
    public AuditEntryTarget $target;
    /**
     * The fields that changed, without secrets. A value of more than 1,000 letters is cut where … stands. Of changes of more than 64 KiB fields are left out; `*` stands for them, with their number (`fields`) and the SHA-256 of their values (`sha256`) in `from` and `to`.
     *
     * @var array<string, AuditEntryChange>
     */
    public array $changes;
    /** ID of the request, as in `X-Request-ID`. */
    public ?string $requestId;
    /** Idempotency-Key of the request. Null: it had none. */
    public ?string $idempotencyKey;
    /** IP address of the caller. Null: it is not known. */
    public ?string $ip;
    public ?string $userAgent;

    protected const FIELDS = [
        'id' => ['id'],
        'at' => ['at', 'time'],
        'action' => ['action'],
        'workspaceId' => ['workspace_id'],
        'namespaceId' => ['namespace_id'],
        'actor' => ['actor', AuditActor::class],
        'target' => ['target', AuditEntryTarget::class],
        'changes' => ['changes', ['map', AuditEntryChange::class]],
        'requestId' => ['request_id'],
        'idempotencyKey' => ['idempotency_key'],
        'ip' => ['ip'],
        'userAgent' => ['user_agent'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->at,
            $this->action,
            $this->workspaceId,
            $this->namespaceId,
            $this->actor,
            $this->target,
            $this->changes,
            $this->requestId,
            $this->idempotencyKey,
            $this->ip,
            $this->userAgent,
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
