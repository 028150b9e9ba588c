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
 * Events of a workspace, as endpoints receive them.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type EventsListParameters array{
 *     fields?: list<'id'|'type'|'created_at'|'workspace_id'|'namespace_id'|'data'|'event_id'|'channels'|'ordering_key'|'occurred_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     type?: string,
 *     channel?: string,
 *     event_id?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type EventPublish array{
 *     type: string,
 *     data: array<string, mixed>,
 *     event_id?: string,
 *     namespace_id?: string|null,
 *     channels?: list<string>,
 *     ordering_key?: string|null,
 *     occurred_at?: string|\DateTimeInterface|null,
 * }
 * @phpstan-type EventsGetParameters array{
 *     fields?: list<'id'|'type'|'created_at'|'workspace_id'|'namespace_id'|'data'|'event_id'|'channels'|'ordering_key'|'occurred_at'|'deliveries'|'deliveries_count'|string>,
 * }
 * @phpstan-type EventPublishBatch array{
 *     events: list<BatchEvent>,
 * }
 * @phpstan-type BatchEvent array{
 *     type: string,
 *     data: array<string, mixed>,
 *     event_id?: string,
 *     namespace_id?: string|null,
 *     channels?: list<string>,
 *     ordering_key?: string|null,
 *     occurred_at?: string|\DateTimeInterface|null,
 *     workspace_id?: string,
 * }
 */
final class Events extends Resource
{
    /**
     * List the events of the workspace.
     *
     * Events are kept as long as deliveries. With a namespace in the request, the list has only the events of that namespace. A page has at most 1 MiB of events. With `cursor`, a page may end before `per_page` entries. With `page`, a larger page is refused: lower `per_page`.
     *
     * Scope: `read:webhooks`.
     *
     * @param EventsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\Event>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\Event::class, new Operation('GET', '/events', ['fields', 'page', 'per_page', 'cursor', 'sort', 'type', 'channel', 'event_id', 'created_after', 'created_before']), [], $parameters, $options);
    }

    /**
     * List the events of the workspace. All of them, one page after another as they are needed.
     *
     * Events are kept as long as deliveries. With a namespace in the request, the list has only the events of that namespace. A page has at most 1 MiB of events. With `cursor`, a page may end before `per_page` entries. With `page`, a larger page is refused: lower `per_page`.
     *
     * Scope: `read:webhooks`.
     *
     * @param EventsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\Event>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\Event::class, new Operation('GET', '/events', ['fields', 'page', 'per_page', 'cursor', 'sort', 'type', 'channel', 'event_id', 'created_after', 'created_before']), [], $parameters, $options);
    }

    /**
     * Publish an event to the endpoints of a workspace.
     *
     * When the response arrives, the event is stored; it is then sent to every endpoint that subscribes to its type. An `event_id` prevents duplicates: the same type and data return the first response, and other data is refused.
     *
     * Scope: `write:events`.
     *
     * @param EventPublish $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function publish(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\PublishedEvent
    {
        return $this->one(Model\PublishedEvent::class, new Operation('POST', '/events', hasBody: true, maps: ['data']), [], $parameters, $options);
    }

    /**
     * Read an event as it was sent to endpoints, with its deliveries.
     *
     * Members who are not owner or admin get 404 for `member.invited` and `member.invitation_revoked`. With a namespace in the request, only the events of that namespace are found. Events are kept for 30 days (`WEBHOOKS_RETENTION_DAYS`).
     *
     * Scope: `read:webhooks`.
     *
     * @param EventsGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\EventWithDeliveries|null : Model\EventWithDeliveries)
     */
    public function get(string $eventId, array $parameters = [], CallOptions|array $options = []): ?Model\EventWithDeliveries
    {
        return $this->read(Model\EventWithDeliveries::class, new Operation('GET', '/events/{event_id}', ['fields']), [$eventId], $parameters, $options);
    }

    /**
     * Publish up to 100 events.
     *
     * Each event is accepted or refused on its own; all accepted events are stored together. A batch counts as one call in the burst limit, and as its number of events in the hourly limit. An operator can name the workspace of each event.
     *
     * Scope: `write:events`.
     *
     * @param EventPublishBatch $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function publishBatch(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\PublishedEvents
    {
        return $this->one(Model\PublishedEvents::class, new Operation('POST', '/events/batch', hasBody: true, maps: ['events.*.data', 'events.*']), [], $parameters, $options, true);
    }
}
