<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Webhook extends Model
{
    public string $id;
    public string $workspaceId;
    /**
     * push: events are sent to the URL. poll: events are read with `GET /webhooks/{webhook_id}/poll`.
     *
     * @var 'push'|'poll'|string
     */
    public string $kind;
    /** Empty for the kind poll. */
    public string $url;
    /**
     * Event types: exact types, `resource.*`, or `*` for all.
     *
     * @var list<string>
     */
    public array $events;
    public ?string $description;
    /**
     * Custom headers, sent with every delivery. Their values are shown as `********`.
     *
     * @var array<string, string>
     */
    public array $headers;
    /** False: its deliveries are held until it is enabled. */
    public bool $isActive;
    /**
     * Null for the default schedule.
     *
     * @var list<int>|null
     */
    public ?array $retryScheduleSeconds;
    /**
     * It gets only events of these namespaces. Empty: of any, and of none.
     *
     * @var list<string>
     */
    public array $namespaceIds;
    /**
     * It gets only events that were published to one of these. Empty: all events.
     *
     * @var list<string>
     */
    public array $channels;
    /**
     * It gets only events whose `data` meets these conditions. Null: all events.
     *
     * @var array<string, mixed>|null
     */
    public ?array $filter;
    /**
     * thin: events are sent without `data`.
     *
     * @var 'full'|'thin'|string
     */
    public string $payload;
    /** How many deliveries may start in a second. Null without a limit. */
    public ?WebhookRateLimit $rateLimit;
    /**
     * key: deliveries of one ordering key go one after the other.
     *
     * @var 'none'|'key'|string
     */
    public string $ordering;
    /** Ordering keys in which a delivery waits for an earlier one. Null if no key is blocked. Only the single read has it. */
    public ?WebhookBlockedKeys $blockedKeys;
    /** With 'include' => ['health']. */
    public WebhookHealth $health;
    /** Deliveries that failed one after the other. */
    public int $consecutiveFailures;
    /** Time at which it was disabled. Null while it is active. */
    public ?\DateTimeImmutable $disabledAt;
    /** `by_request`, `gone` (the URL answered 410) or `failures`. Null while it is active. */
    public ?string $disabledReason;
    /** Time at which the secret before the last rotation stops or stopped signing. Null if it had no grace period. */
    public ?\DateTimeImmutable $previousSecretUntil;
    public \DateTimeImmutable $createdAt;
    public \DateTimeImmutable $updatedAt;

    protected const FIELDS = [
        'id' => ['id'],
        'workspaceId' => ['workspace_id'],
        'kind' => ['kind'],
        'url' => ['url'],
        'events' => ['events'],
        'description' => ['description'],
        'headers' => ['headers', ['map', null]],
        'isActive' => ['is_active'],
        'retryScheduleSeconds' => ['retry_schedule_seconds'],
        'namespaceIds' => ['namespace_ids'],
        'channels' => ['channels'],
        'filter' => ['filter', ['map', null]],
        'payload' => ['payload'],
        'rateLimit' => ['rate_limit', WebhookRateLimit::class],
        'ordering' => ['ordering'],
        'blockedKeys' => ['blocked_keys', WebhookBlockedKeys::class, true],
        'health' => ['health', WebhookHealth::class, 'health'],
        'consecutiveFailures' => ['consecutive_failures'],
        'disabledAt' => ['disabled_at', 'time'],
        'disabledReason' => ['disabled_reason'],
        'previousSecretUntil' => ['previous_secret_until', 'time'],
        'createdAt' => ['created_at', 'time'],
        'updatedAt' => ['updated_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->workspaceId,
            $this->kind,
            $this->url,
            $this->events,
            $this->description,
            $this->headers,
            $this->isActive,
            $this->retryScheduleSeconds,
            $this->namespaceIds,
            $this->channels,
            $this->filter,
            $this->payload,
            $this->rateLimit,
            $this->ordering,
            $this->blockedKeys,
            $this->health,
            $this->consecutiveFailures,
            $this->disabledAt,
            $this->disabledReason,
            $this->previousSecretUntil,
            $this->createdAt,
            $this->updatedAt,
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
