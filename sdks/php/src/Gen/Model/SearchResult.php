<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class SearchResult extends Model
{
    /** @var 'workspace'|'namespace'|'user'|'api_key'|'operator_key'|'session'|'webhook'|'event'|'delivery'|'request'|string */
    public string $type;
    public string $id;
    /** Name of the resource; the URL of a webhook; the event type of an event or a delivery. */
    public string $name;
    public ?string $workspaceId;
    /** ID of the webhook of a delivery; null for everything else. Reading a delivery needs both IDs. */
    public ?string $webhookId;

    protected const FIELDS = [
        'type' => ['type'],
        'id' => ['id'],
        'name' => ['name'],
        'workspaceId' => ['workspace_id'],
        'webhookId' => ['webhook_id'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->type,
            $this->id,
            $this->name,
            $this->workspaceId,
            $this->webhookId,
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
