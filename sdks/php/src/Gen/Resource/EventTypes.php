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
 * The types of events, each with its JSON Schema.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type EventTypesListParameters array{
 *     fields?: list<'name'|'description'|'is_emitted'|'json_schema'|'example'|'origin'|'group'|'data_schema'|'is_deprecated'|'feature'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'name'|'-name'|string>,
 * }
 * @phpstan-type EventTypesApplyParameters array{
 *     event_types: list<EventTypesApplyEventType>,
 *     dry_run?: bool,
 * }
 * @phpstan-type EventTypesApplyEventType array{
 *     name: string,
 *     description: string,
 *     group?: string|null,
 *     schema?: array<string, mixed>|null,
 *     example?: array<string, mixed>|null,
 *     is_deprecated?: bool,
 *     feature?: string|null,
 * }
 */
final class EventTypes extends Resource
{
    /**
     * List the event types that endpoints can subscribe to.
     *
     * Sorted by name: Plinth's own types and those that operators defined. For the key of a workspace, the list leaves out types whose feature the plan lacks; the plan is at most 2 seconds old.
     *
     * Requires any valid API key.
     *
     * @param EventTypesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\EventType>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\EventType::class, new Operation('GET', '/event-types', ['fields', 'page', 'per_page', 'sort']), [], $parameters, $options);
    }

    /**
     * List the event types that endpoints can subscribe to. All of them, one page after another as they are needed.
     *
     * Sorted by name: Plinth's own types and those that operators defined. For the key of a workspace, the list leaves out types whose feature the plan lacks; the plan is at most 2 seconds old.
     *
     * Requires any valid API key.
     *
     * @param EventTypesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\EventType>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\EventType::class, new Operation('GET', '/event-types', ['fields', 'page', 'per_page', 'sort']), [], $parameters, $options);
    }

    /**
     * Replace all event types of the product (operators).
     *
     * Returns the added, changed and removed types. Plinth's own types stay. A type that an endpoint subscribes to by name cannot be removed: deprecate it. With `dry_run=true`, nothing is changed.
     *
     * Scope: `write:catalog`.
     *
     * For operators only.
     *
     * @param EventTypesApplyParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function apply(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\EventTypesDifference
    {
        return $this->one(Model\EventTypesDifference::class, new Operation('PUT', '/event-types', ['dry_run'], hasBody: true, maps: ['event_types.*.schema', 'event_types.*.example', 'event_types.*']), [], $parameters, $options);
    }
}
