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
 *     fields?: list<'name'|'description'|'is_emitted'|'json_schema'|'example'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'name'|'-name'|string>,
 * }
 */
final class EventTypes extends Resource
{
    /**
     * List the event types that endpoints can subscribe to.
     *
     * Sorted by name; the list is the same for every caller.
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
     * Sorted by name; the list is the same for every caller.
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
}
