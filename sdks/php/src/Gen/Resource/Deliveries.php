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
 * Deliveries of events to an endpoint, with every attempt.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type DeliveriesListAllParameters array{
 *     fields?: list<'id'|'workspace_id'|'webhook_id'|'event_id'|'event_type'|'status'|'status_code'|'attempts'|'next_attempt_at'|'delivered_at'|'created_at'|string>,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     webhook_id?: string,
 *     event_id?: string,
 *     event_type?: string,
 *     status?: 'pending'|'success'|'failed'|'retrying'|'held'|'cancelled'|string,
 *     outcome?: 'ok'|'http'|'timeout'|'connect'|'dns'|'tls'|'blocked'|'unknown'|string,
 *     status_code?: int,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     all_workspaces?: bool,
 * }
 * @phpstan-type DeliveriesListParameters array{
 *     fields?: list<'id'|'workspace_id'|'webhook_id'|'event_id'|'event_type'|'status'|'status_code'|'attempts'|'next_attempt_at'|'delivered_at'|'created_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     status?: 'pending'|'success'|'failed'|'retrying'|'held'|'cancelled'|string,
 *     event_type?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type DeliveriesGetParameters array{
 *     fields?: list<'id'|'workspace_id'|'webhook_id'|'event_id'|'event_type'|'status'|'status_code'|'attempts'|'next_attempt_at'|'delivered_at'|'created_at'|'attempts_log'|'schedule'|'ends_at'|'held_since'|'payload'|string>,
 * }
 * @phpstan-type DeliverySkip array{
 *     ordering_key: string,
 * }
 * @phpstan-type DeliveriesRetryManyParameters array{
 *     ids?: list<string>,
 *     since?: string|\DateTimeInterface,
 *     until?: string|\DateTimeInterface,
 *     webhook_id?: string,
 *     event_id?: string,
 *     event_type?: string,
 *     status?: 'success'|'failed'|'cancelled'|string,
 *     outcome?: 'ok'|'http'|'timeout'|'connect'|'dns'|'tls'|'blocked'|'unknown'|string,
 *     status_code?: int,
 *     dry_run?: bool,
 * }
 */
final class Deliveries extends Resource
{
    /**
     * List the deliveries of the workspace, newest first.
     *
     * With the filters `event_type`, `status`, `outcome` and `status_code`, a page searches up to 5,000 deliveries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. With `all_workspaces`, deliveries are in the order of their events.
     *
     * Scope: `read:webhooks`.
     *
     * @param DeliveriesListAllParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\DeliverySummary>
     */
    public function listAll(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\DeliverySummary::class, new Operation('GET', '/deliveries', ['fields', 'per_page', 'cursor', 'sort', 'webhook_id', 'event_id', 'event_type', 'status', 'outcome', 'status_code', 'created_after', 'created_before', 'all_workspaces']), [], $parameters, $options);
    }

    /**
     * List the deliveries of the workspace, newest first. All of them, one page after another as they are needed.
     *
     * With the filters `event_type`, `status`, `outcome` and `status_code`, a page searches up to 5,000 deliveries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. With `all_workspaces`, deliveries are in the order of their events.
     *
     * Scope: `read:webhooks`.
     *
     * @param DeliveriesListAllParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\DeliverySummary>
     */
    public function allAll(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\DeliverySummary::class, new Operation('GET', '/deliveries', ['fields', 'per_page', 'cursor', 'sort', 'webhook_id', 'event_id', 'event_type', 'status', 'outcome', 'status_code', 'created_after', 'created_before', 'all_workspaces']), [], $parameters, $options);
    }

    /**
     * List the deliveries of an endpoint.
     *
     * With `status` and `event_type`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search the first 50,000.
     *
     * Scope: `read:webhooks`.
     *
     * @param DeliveriesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\DeliverySummary>
     */
    public function list(string $webhookId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\DeliverySummary::class, new Operation('GET', '/webhooks/{webhook_id}/deliveries', ['fields', 'page', 'per_page', 'cursor', 'sort', 'status', 'event_type', 'created_after', 'created_before']), [$webhookId], $parameters, $options);
    }

    /**
     * List the deliveries of an endpoint. All of them, one page after another as they are needed.
     *
     * With `status` and `event_type`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search the first 50,000.
     *
     * Scope: `read:webhooks`.
     *
     * @param DeliveriesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\DeliverySummary>
     */
    public function all(string $webhookId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\DeliverySummary::class, new Operation('GET', '/webhooks/{webhook_id}/deliveries', ['fields', 'page', 'per_page', 'cursor', 'sort', 'status', 'event_type', 'created_after', 'created_before']), [$webhookId], $parameters, $options);
    }

    /**
     * Read a delivery with its attempts and payload.
     *
     * `attempts_log` has the finished attempts with their requests and responses, and `schedule` the times of the next attempts. Members and keys without `write:webhooks` see signatures as `********`. Deliveries are kept for 30 days (`WEBHOOKS_RETENTION_DAYS`).
     *
     * Scope: `read:webhooks`.
     *
     * @param DeliveriesGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\Delivery|null : Model\Delivery)
     */
    public function get(string $webhookId, string $deliveryId, array $parameters = [], CallOptions|array $options = []): ?Model\Delivery
    {
        return $this->read(Model\Delivery::class, new Operation('GET', '/webhooks/{webhook_id}/deliveries/{delivery_id}', ['fields']), [$webhookId, $deliveryId], $parameters, $options);
    }

    /**
     * Retry a delivery immediately.
     *
     * A delivery that waits for its next attempt is due now. A failed or cancelled delivery gets one more attempt, with the same `webhook-id`; if the webhook is disabled, it is held. A delivery that is held or is being sent stays as it is. A successful delivery and a test return 400 `CANNOT_RETRY`: replay the delivery.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function retry(string $webhookId, string $deliveryId, CallOptions|array $options = []): Model\DeliverySummary
    {
        return $this->one(Model\DeliverySummary::class, new Operation('POST', '/webhooks/{webhook_id}/deliveries/{delivery_id}/retry'), [$webhookId, $deliveryId], [], $options);
    }

    /**
     * Cancel the delivery that blocks an ordering key.
     *
     * Cancels the first unfinished delivery of the key, so that the next one is sent. `blocked_keys` of the webhook names the key that is blocked longest. Returns 409 while that delivery is being sent, and 404 if the key has no unfinished delivery.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param DeliverySkip $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function skip(string $webhookId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\DeliverySummary
    {
        return $this->one(Model\DeliverySummary::class, new Operation('POST', '/webhooks/{webhook_id}/ordering/skip', hasBody: true), [$webhookId], $parameters, $options);
    }

    /**
     * Send all matching deliveries again.
     *
     * Sends ended deliveries of the workspace again, by `ids` or by the filters of `GET /deliveries`, with the same bytes and the same `webhook-id`. Each webhook gets a replay; a webhook has at most one running replay. `dry_run=true` only counts the deliveries that the call would send. A call without `ids` and `event_id` is refused with 422 if the webhooks have more than 100,000 deliveries of any status between `since` and `until`: shorten the range, or name a `webhook_id`. Deliveries of deleted webhooks and tests are not sent.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param DeliveriesRetryManyParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\DeliveryRetryCount : Model\DeliveryRetries)
     */
    public function retryMany(#[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\DeliveryRetryCount|Model\DeliveryRetries
    {
        return $this->one([Model\DeliveryRetryCount::class, Model\DeliveryRetries::class], new Operation('POST', '/deliveries/retry', ['dry_run'], hasBody: true), [], $parameters, $options);
    }
}
