<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;

/**
 * API requests of a workspace, and its remaining limits.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type UsageGetParameters array{
 *     fields?: list<'period'|'totals'|'response_time'|'data_transfer'|'rate_limit'|'entitlements'|'groups'|string>,
 *     from?: string|\DateTimeInterface,
 *     to?: string|\DateTimeInterface,
 *     group_by?: 'day'|'endpoint'|'key'|string,
 * }
 */
final class Usage extends Resource
{
    /**
     * Read the API usage of the workspace.
     *
     * Requests are counted within 5 seconds. Hours, endpoints and keys are kept for 30 days, daily totals without limit. This call does not count against the hourly rate limit.
     *
     * Scope: `read:usage`.
     *
     * @param UsageGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function get(array $parameters = [], CallOptions|array $options = []): Model\Usage
    {
        return $this->one(Model\Usage::class, new Operation('GET', '/usage', ['fields', 'from', 'to', 'group_by']), [], $parameters, $options);
    }
}
