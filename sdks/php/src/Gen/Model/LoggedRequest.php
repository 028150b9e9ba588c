<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class LoggedRequest extends Model
{
    public string $id;
    /** Value of `X-Request-ID`. It may repeat, because callers can choose it. */
    public string $requestId;
    /** When the request arrived. */
    public \DateTimeImmutable $at;
    /** HTTP method. */
    public string $method;
    /** Path with its IDs, without the query. Text that cannot be an ID is shown as the name of its parameter. Null if no operation has the path. */
    public ?string $path;
    /** `x-operation` in the OpenAPI document. */
    public ?string $operation;
    /** Null if the caller disconnected before the answer. */
    public ?int $status;
    /** Error code. */
    public ?string $code;
    /** Milliseconds from the arrival of the request to the response. */
    public int $durationMs;
    /** Only operators see the ID of an operator key. */
    public ?string $keyId;
    /** Session of the console that made the call; null for a call with a key. */
    public ?string $sessionId;
    public ?string $userId;
    public RequestActor $actor;
    public ?string $workspaceId;
    /** ID of the namespace concerned. Null: none is. */
    public ?string $namespaceId;
    /** The answer was stored with the Idempotency-Key. */
    public bool $isReplayed;
    /** Rate limit that refused the call: `hour`, `burst`, `ip`, `event-streams`, `polls` or `webhook-tests`. */
    public ?string $limitedBy;
    /** The check that the plan refused; the first one if it refused several. */
    public ?RequestDecision $decision;
    /** Further calls of the workspace in the same second that were not recorded one by one. */
    public int $omitted;

    protected const FIELDS = [
        'id' => ['id'],
        'requestId' => ['request_id'],
        'at' => ['at', 'time'],
        'method' => ['method'],
        'path' => ['path'],
        'operation' => ['operation'],
        'status' => ['status'],
        'code' => ['code'],
        'durationMs' => ['duration_ms'],
        'keyId' => ['key_id'],
        'sessionId' => ['session_id'],
        'userId' => ['user_id'],
        'actor' => ['actor', RequestActor::class],
        'workspaceId' => ['workspace_id'],
        'namespaceId' => ['namespace_id'],
        'isReplayed' => ['is_replayed'],
        'limitedBy' => ['limited_by'],
        'decision' => ['decision', RequestDecision::class],
        'omitted' => ['omitted'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->requestId,
            $this->at,
            $this->method,
            $this->path,
            $this->operation,
            $this->status,
            $this->code,
            $this->durationMs,
            $this->keyId,
            $this->sessionId,
            $this->userId,
            $this->actor,
            $this->workspaceId,
            $this->namespaceId,
            $this->isReplayed,
            $this->limitedBy,
            $this->decision,
            $this->omitted,
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
