<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookWithSecret extends Model
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
    /** @var list<string> */
    public array $events;
    public ?string $description;
    /**
     * Custom headers, sent with every delivery. Their values are shown as `********`.
     *
     * @var array<string, string>
     */
    public array $headers;
    public bool $isActive;
    /**
     * Null for the default schedule.
     *
     * @var list<int>|null
     */
    public ?array $retryScheduleSeconds;
    /** @var list<string> */
    public array $namespaceIds;
    /** @var list<string> */
    public array $channels;
    /** @var array<string, mixed>|null */
    public ?array $filter;
    /** @var 'full'|'thin'|string */
    public string $payload;
    /** How many deliveries may start in a second. Null without a limit. */
    public ?WebhookWithSecretRateLimit $rateLimit;
    /** @var 'none'|'key'|string */
    public string $ordering;
    public int $consecutiveFailures;
    public ?\DateTimeImmutable $disabledAt;
    public ?string $disabledReason;
    /** Time at which the secret before the last rotation stops or stopped signing. Null if it had no grace period. */
    public ?\DateTimeImmutable $previousSecretUntil;
    public \DateTimeImmutable $createdAt;
    public \DateTimeImmutable $updatedAt;
    /** Secret that signs deliveries. It is shown only once. */
    public string $secret;

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
        'rateLimit' => ['rate_limit', WebhookWithSecretRateLimit::class],
        'ordering' => ['ordering'],
        'consecutiveFailures' => ['consecutive_failures'],
        'disabledAt' => ['disabled_at', 'time'],
        'disabledReason' => ['disabled_reason'],
        'previousSecretUntil' => ['previous_secret_until', 'time'],
        'createdAt' => ['created_at', 'time'],
        'updatedAt' => ['updated_at', 'time'],
        'secret' => ['secret'],
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
            $this->consecutiveFailures,
            $this->disabledAt,
            $this->disabledReason,
            $this->previousSecretUntil,
            $this->createdAt,
            $this->updatedAt,
            $this->secret,
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
