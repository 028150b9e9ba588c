<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;
use CorePhp\SDK\Page;

/**
 * Your HTTP endpoints that receive events.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type BatchWebhooksBody array{
 *     operations: list<BatchItemCreate|BatchItemUpdate|BatchItemDelete>,
 * }
 * @phpstan-type BatchItemCreate array{
 *     action: 'create',
 *     data?: array<string, mixed>,
 * }
 * @phpstan-type BatchItemUpdate array{
 *     action: 'update',
 *     id: string,
 *     data?: array<string, mixed>,
 * }
 * @phpstan-type BatchItemDelete array{
 *     action: 'delete',
 *     id: string,
 * }
 * @phpstan-type WebhooksListParameters array{
 *     fields?: list<'id'|'workspace_id'|'kind'|'url'|'events'|'description'|'headers'|'is_active'|'retry_schedule_seconds'|'namespace_ids'|'channels'|'filter'|'payload'|'rate_limit'|'ordering'|'blocked_keys'|'health'|'consecutive_failures'|'disabled_at'|'disabled_reason'|'previous_secret_until'|'created_at'|'updated_at'|string>,
 *     include?: list<'health'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'updated_at'|'-updated_at'|'url'|'-url'|string>,
 *     is_active?: bool,
 *     health?: 'healthy'|'slow'|'failing'|'open'|'disabled'|string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     updated_after?: string|\DateTimeInterface,
 *     updated_before?: string|\DateTimeInterface,
 *     search?: string,
 *     all_workspaces?: bool,
 * }
 * @phpstan-type WebhookCreate array{
 *     kind?: 'push'|'poll'|string,
 *     url?: string,
 *     events: list<string>,
 *     secret?: string,
 *     description?: string|null,
 *     headers?: array<string, string>,
 *     is_active?: bool,
 *     retry_schedule_seconds?: list<int>|null,
 *     namespace_ids?: list<string>|null,
 *     channels?: list<string>|null,
 *     filter?: array<string, mixed>|null,
 *     payload?: 'full'|'thin'|string,
 *     rate_limit?: WebhookCreateRateLimit|null,
 *     ordering?: 'none'|'key'|string,
 * }
 * @phpstan-type WebhookCreateRateLimit array{
 *     per_second: int,
 * }
 * @phpstan-type WebhooksGetParameters array{
 *     fields?: list<'id'|'workspace_id'|'kind'|'url'|'events'|'description'|'headers'|'is_active'|'retry_schedule_seconds'|'namespace_ids'|'channels'|'filter'|'payload'|'rate_limit'|'ordering'|'blocked_keys'|'health'|'consecutive_failures'|'disabled_at'|'disabled_reason'|'previous_secret_until'|'created_at'|'updated_at'|string>,
 *     include?: list<'health'|string>,
 * }
 * @phpstan-type WebhookUpdate array{
 *     url?: string,
 *     events?: list<string>,
 *     description?: string|null,
 *     headers?: array<string, string>,
 *     is_active?: bool,
 *     retry_schedule_seconds?: list<int>|null,
 *     namespace_ids?: list<string>|null,
 *     channels?: list<string>|null,
 *     filter?: array<string, mixed>|null,
 *     payload?: 'full'|'thin'|string,
 *     rate_limit?: WebhookUpdateRateLimit|null,
 *     ordering?: 'none'|'key'|string,
 * }
 * @phpstan-type WebhookUpdateRateLimit array{
 *     per_second: int,
 * }
 * @phpstan-type WebhookTestFilter array{
 *     filter: array<string, mixed>,
 *     event?: WebhookTestFilterEvent,
 *     event_id?: string,
 * }
 * @phpstan-type WebhookTestFilterEvent array{
 *     data: array<string, mixed>,
 * }
 * @phpstan-type WebhookRotateSecret array{
 *     grace_period_hours?: int,
 *     secret?: string,
 * }
 * @phpstan-type WebhooksPollParameters array{
 *     fields?: list<'deliveries'|string>,
 *     limit?: int,
 *     wait_seconds?: int,
 *     lease_seconds?: int,
 * }
 * @phpstan-type PollAck array{
 *     ids: list<string>,
 * }
 * @phpstan-type PollNack array{
 *     ids: list<string>,
 *     delay_seconds?: int,
 * }
 * @phpstan-type WebhooksStatsParameters array{
 *     fields?: list<'accepted'|'delivered'|'pending'|'held'|'failed'|'cancelled'|string>,
 * }
 * @phpstan-type WebhooksSeriesParameters array{
 *     fields?: list<'points'|string>,
 *     from?: string|\DateTimeInterface,
 *     to?: string|\DateTimeInterface,
 *     bucket?: 'minute'|'hour'|'day'|string,
 * }
 */
final class Webhooks extends Resource
{
    /**
     * Create, update and delete up to 100 webhook endpoints.
     *
     * Runs the operations in order, each on its own: a refused operation does not stop the others. After an operation that ends with a 5xx, the rest is not started and returns 503.
     *
     * Each operation counts as one call. Scopes by action: create: `write:webhooks`, update: `write:webhooks`, delete: `delete:webhooks`. Roles are those of the single operations.
     *
     * With an Idempotency-Key, each operation runs once: a retry continues at the first operation that has not run.
     *
     * @param BatchWebhooksBody $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function batch(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\BatchWebhooks
    {
        return $this->one(Model\BatchWebhooks::class, new Operation('POST', '/webhooks/batch', hasBody: true, maps: ['operations.*.data', 'operations.*']), [], $parameters, $options, true);
    }

    /**
     * List webhook endpoints.
     *
     * Every member can list all webhooks of the workspace. Secrets are not in the response, and values of custom headers are shown as `********`. With `all_workspaces`, operators list those of every workspace.
     *
     * Scope: `read:webhooks`.
     *
     * @param WebhooksListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\Webhook>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\Webhook::class, new Operation('GET', '/webhooks', ['fields', 'include', 'page', 'per_page', 'sort', 'is_active', 'health', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search', 'all_workspaces']), [], $parameters, $options);
    }

    /**
     * List webhook endpoints. All of them, one page after another as they are needed.
     *
     * Every member can list all webhooks of the workspace. Secrets are not in the response, and values of custom headers are shown as `********`. With `all_workspaces`, operators list those of every workspace.
     *
     * Scope: `read:webhooks`.
     *
     * @param WebhooksListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\Webhook>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\Webhook::class, new Operation('GET', '/webhooks', ['fields', 'include', 'page', 'per_page', 'sort', 'is_active', 'health', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search', 'all_workspaces']), [], $parameters, $options);
    }

    /**
     * Create a webhook endpoint; its secret is shown only once.
     *
     * The webhook gets the events that are stored from then on. Unless the operator allows more, the URL must be public and use https; otherwise the request returns 422 `INVALID_WEBHOOK_URL`. Nothing is sent to the URL; `POST /webhooks/{webhook_id}/test` does that. A workspace can have 50 webhooks (`WEBHOOKS_ENDPOINTS_MAX`), or fewer if the plan limits `plinth.webhooks`: the next one returns 403 `FEATURE_LIMIT_REACHED`. Emits `webhook.created`.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param WebhookCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\WebhookWithSecret
    {
        return $this->one(Model\WebhookWithSecret::class, new Operation('POST', '/webhooks', hasBody: true, maps: ['headers', 'filter', 'rate_limit']), [], $parameters, $options);
    }

    /**
     * Read a webhook endpoint.
     *
     * Every member can read it. The secret is not in the response, and values of custom headers are shown as `********`. With `include=health`, the response says whether deliveries succeed and how many wait.
     *
     * Scope: `read:webhooks`.
     *
     * @param WebhooksGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\Webhook|null : Model\Webhook)
     */
    public function get(string $webhookId, array $parameters = [], CallOptions|array $options = []): ?Model\Webhook
    {
        return $this->read(Model\Webhook::class, new Operation('GET', '/webhooks/{webhook_id}', ['fields', 'include']), [$webhookId], $parameters, $options);
    }

    /**
     * Update a webhook endpoint.
     *
     * The fields that choose events (`events`, `namespace_ids`, `channels`, `filter`) apply to events that are stored later; `url`, `headers` and `payload` apply to every later attempt. With `is_active: false`, deliveries are held; with true, they are sent. A URL with another origin requires the values of custom headers again (422). An `ordering` of `key` returns 409 while more than 10,000 deliveries wait. Emits `webhook.updated`, `webhook.disabled` or `webhook.enabled`.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param WebhookUpdate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function update(string $webhookId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\Webhook
    {
        return $this->one(Model\Webhook::class, new Operation('PATCH', '/webhooks/{webhook_id}', hasBody: true, maps: ['headers', 'filter', 'rate_limit']), [$webhookId], $parameters, $options);
    }

    /**
     * Delete a webhook endpoint.
     *
     * Its unfinished deliveries are cancelled, beyond the first 1,000 in the background; a delivery that is being sent may still arrive. The webhook cannot be restored. Emits `webhook.deleted`.
     *
     * Scope: `delete:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function delete(string $webhookId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/webhooks/{webhook_id}'), [$webhookId], [], $options);
    }

    /**
     * Send a signed test event immediately.
     *
     * Sends a `ping`, also to a disabled webhook and whatever its `events` are. Returns 200 whatever the receiver answers: `success` is true for a 2xx within 15 seconds. The ping is in the list of deliveries; it is not retried and does not count for the health. A webhook of the kind poll returns 409; more than 2 tests of a workspace at once can return 429. With an Idempotency-Key, a retry never sends a second ping; if the outcome was lost, `error` is `outcome unknown`.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function test(string $webhookId, CallOptions|array $options = []): Model\WebhookTest
    {
        return $this->one(Model\WebhookTest::class, new Operation('POST', '/webhooks/{webhook_id}/test'), [$webhookId], [], $options, true);
    }

    /**
     * Test a filter on an event; nothing is stored or sent.
     *
     * Give an `event`, or the `event_id` of an event of the workspace. `because` has a sentence for each condition that decided.
     *
     * Scope: `read:webhooks`.
     *
     * @param WebhookTestFilter $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function testFilter(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\WebhookFilterTest
    {
        return $this->one(Model\WebhookFilterTest::class, new Operation('POST', '/webhooks/filters/test', hasBody: true, maps: ['filter', 'event.data', 'event']), [], $parameters, $options, true);
    }

    /**
     * Enable a disabled webhook endpoint.
     *
     * Its held deliveries are sent, the oldest first and slowly at the beginning. The counted failures start again at 0. A webhook that is active already stays as it is. Emits `webhook.enabled`.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function enable(string $webhookId, CallOptions|array $options = []): Model\Webhook
    {
        return $this->one(Model\Webhook::class, new Operation('POST', '/webhooks/{webhook_id}/enable'), [$webhookId], [], $options);
    }

    /**
     * Rotate the signing secret; both secrets sign until the grace period ends.
     *
     * During the grace period, 24 hours by default, `webhook-signature` has a signature for each of the two secrets. A secret in its grace period is not rotated again: 409 until `previous_secret_until`. With a `grace_period_hours` of 0 both old secrets end at once. Emits `webhook.updated` and `webhook.secret_rotated`.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param WebhookRotateSecret $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function rotateSecret(string $webhookId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\WebhookWithSecret
    {
        return $this->one(Model\WebhookWithSecret::class, new Operation('POST', '/webhooks/{webhook_id}/rotate-secret', hasBody: true), [$webhookId], $parameters, $options);
    }

    /**
     * Read due deliveries of a polling webhook.
     *
     * Returns the deliveries that have been due longest. No other poll gets them until `lease_until`. Acknowledge each delivery with `ack`; otherwise it is returned again, with a higher `attempt`. For webhooks of the kind poll.
     *
     * HEAD is not supported.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param WebhooksPollParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function poll(string $webhookId, array $parameters = [], CallOptions|array $options = []): Model\Poll
    {
        return $this->one(Model\Poll::class, new Operation('GET', '/webhooks/{webhook_id}/poll', ['fields', 'limit', 'wait_seconds', 'lease_seconds']), [$webhookId], $parameters, $options);
    }

    /**
     * End polled deliveries as delivered.
     *
     * Safe to repeat: `done` also has deliveries that were acknowledged before.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param PollAck $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function ack(string $webhookId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\PollOutcome
    {
        return $this->one(Model\PollOutcome::class, new Operation('POST', '/webhooks/{webhook_id}/poll/ack', hasBody: true), [$webhookId], $parameters, $options);
    }

    /**
     * Give polled deliveries back.
     *
     * They are due again after the delay, with a higher `attempt`. IDs whose lease ran out are in `expired`.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param PollNack $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function nack(string $webhookId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\PollOutcome
    {
        return $this->one(Model\PollOutcome::class, new Operation('POST', '/webhooks/{webhook_id}/poll/nack', hasBody: true), [$webhookId], $parameters, $options);
    }

    /**
     * Count the deliveries of the workspace by state.
     *
     * All numbers are of one moment, and `accepted` is always the sum of the others. They count every delivery of the workspace since its beginning, also those that are no longer kept. Tests are not counted.
     *
     * Scope: `read:webhooks`.
     *
     * @param WebhooksStatsParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function stats(array $parameters = [], CallOptions|array $options = []): Model\WebhookStats
    {
        return $this->one(Model\WebhookStats::class, new Operation('GET', '/webhooks/stats', ['fields']), [], $parameters, $options);
    }

    /**
     * Count the attempts of an endpoint over time.
     *
     * Minutes are kept for 2 days, hours for 35 and days for 400. Buckets without attempts have no point. Counts are up to 5 seconds old; those of the last 5 seconds are lost when a process is killed.
     *
     * Scope: `read:webhooks`.
     *
     * @param WebhooksSeriesParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function series(string $webhookId, array $parameters = [], CallOptions|array $options = []): Model\WebhookSeries
    {
        return $this->one(Model\WebhookSeries::class, new Operation('GET', '/webhooks/{webhook_id}/series', ['fields', 'from', 'to', 'bucket']), [$webhookId], $parameters, $options);
    }
}
