<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;

/**
 * Everything about search.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type SearchFindParameters array{
 *     fields?: list<'data'|string>,
 *     q?: string,
 * }
 */
final class Search extends Resource
{
    /**
     * Find anything by its ID, or by how it begins.
     *
     * Finds an ID of any of these types; the beginning of the name or slug of a workspace or namespace, of the name or address of a user, of an API key, and of the URL or host of a webhook; and a request id. At most 20, exact ones first. Operators who name no workspace search everywhere; other callers find what is in the workspace of the call, and only what their scopes may read. Of an API key, send how it begins (`sk_live_AbCd`): a whole one is refused in a URL, as everywhere.
     *
     * Requires any valid API key.
     *
     * @param SearchFindParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function find(array $parameters = [], CallOptions|array $options = []): Model\SearchResults
    {
        return $this->one(Model\SearchResults::class, new Operation('GET', '/search', ['fields', 'q']), [], $parameters, $options, true);
    }
}
