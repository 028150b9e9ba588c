<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;

/**
 * State of the whole installation, for operators.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type OverviewGetParameters array{
 *     fields?: list<'deliveries'|'endpoints'|'oldest_due_seconds'|'requests_1h'|'denials_24h'|'near_limit'|'parts'|string>,
 * }
 */
final class Overview extends Resource
{
    /**
     * Read the state of the whole installation (operators).
     *
     * You can read it every few seconds: each part counts again at most once a second. Deliveries and endpoints need `read:webhooks`, requests and denials `read:usage`, limits `read:entitlements`. A value is null if your scopes do not cover it, or if its part is not available.
     *
     * Requires an operator key.
     *
     * @param OverviewGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function get(array $parameters = [], CallOptions|array $options = []): Model\Overview
    {
        return $this->one(Model\Overview::class, new Operation('GET', '/overview', ['fields']), [], $parameters, $options);
    }
}
