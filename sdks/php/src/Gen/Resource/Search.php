<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;

/**
 * Resources by ID, or by the beginning of a name.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type SearchFindParameters array{
 *     fields?: list<'data'|string>,
 *     q: string,
 * }
 */
final class Search extends Resource
{
    /**
     * Find resources by ID, or by the beginning of a name.
     *
     * Finds resources by ID; workspaces and namespaces by the beginning of their name or slug; users by name or email address; API keys by their first characters; webhooks by URL or host; and calls by request id. Returns at most 20 results, exact matches first. Operators who name no workspace search everywhere. Other callers search the workspace of the call, and find only resources that their scopes can read. Send only the first characters of an API key (`sk_live_AbCd`): a whole key in a URL is refused.
     *
     * Requires any valid API key.
     *
     * @param SearchFindParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function find(array $parameters, CallOptions|array $options = []): Model\SearchResults
    {
        return $this->one(Model\SearchResults::class, new Operation('GET', '/search', ['fields', 'q']), [], $parameters, $options, true);
    }
}
