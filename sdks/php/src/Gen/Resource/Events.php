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
 *     fields?: list<'id'|'type'|'created_at'|'workspace_id'|'namespace_id'|'data'|string>,
 *     page?: int,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     type?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type EventsGetParameters array{
 *     fields?: list<'id'|'type'|'created_at'|'workspace_id'|'namespace_id'|'data'|string>,
 * }
 */
final class Events extends Resource
{
    /**
     * List the events of the workspace.
     *
     * Events are kept as long as deliveries. With a namespace in the request, the list has only the events of that namespace.
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
        return $this->page(Model\Event::class, new Operation('GET', '/events', ['fields', 'page', 'per_page', 'cursor', 'sort', 'type', 'created_after', 'created_before']), [], $parameters, $options);
    }

    /**
     * List the events of the workspace. All of them, one page after another as they are needed.
     *
     * Events are kept as long as deliveries. With a namespace in the request, the list has only the events of that namespace.
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
        return $this->every(Model\Event::class, new Operation('GET', '/events', ['fields', 'page', 'per_page', 'cursor', 'sort', 'type', 'created_after', 'created_before']), [], $parameters, $options);
    }

    /**
     * Read an event as it was sent to endpoints.
     *
     * Scope: `read:webhooks`.
     *
     * @param EventsGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\Event|null : Model\Event)
     */
    public function get(string $eventId, array $parameters = [], CallOptions|array $options = []): ?Model\Event
    {
        return $this->read(Model\Event::class, new Operation('GET', '/events/{event_id}', ['fields']), [$eventId], $parameters, $options);
    }
}
