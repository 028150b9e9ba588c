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
 * The features of a workspace, which the namespaces that it pays for share.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type WorkspaceEntitlementsListParameters array{
 *     fields?: list<'data'|string>,
 * }
 * @phpstan-type WorkspaceEntitlementsListLogParameters array{
 *     fields?: list<'id'|'action'|'feature'|'subject_id'|'actor_id'|'change'|'created_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     action?: string,
 *     feature?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type WorkspaceEntitlementsSeriesParameters array{
 *     fields?: list<'owner_id'|'pool'|'points'|'windows'|'alerts'|string>,
 *     feature: string,
 *     from?: string|\DateTimeInterface,
 *     to?: string|\DateTimeInterface,
 *     bucket?: 'hour'|'day'|string,
 * }
 */
final class WorkspaceEntitlements extends Resource
{
    /**
     * List every feature with its limit and usage for a workspace.
     *
     * Features that are not included are listed with the reason.
     *
     * Scope: `read:entitlements`.
     *
     * @param WorkspaceEntitlementsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function list(string $workspaceId, array $parameters = [], CallOptions|array $options = []): Model\EntitlementOverview
    {
        return $this->one(Model\EntitlementOverview::class, new Operation('GET', '/workspaces/{workspace_id}/entitlements', ['fields']), [$workspaceId], $parameters, $options, true);
    }

    /**
     * List all changes of the packages and boosts of a workspace.
     *
     * Usage is in the logs of its namespaces. With `action` and `feature`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search the first 50,000.
     *
     * Scope: `read:entitlements`.
     *
     * @param WorkspaceEntitlementsListLogParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\EntitlementLogEntry>
     */
    public function listLog(string $workspaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\EntitlementLogEntry::class, new Operation('GET', '/workspaces/{workspace_id}/entitlements/log', ['fields', 'page', 'per_page', 'cursor', 'sort', 'action', 'feature', 'created_after', 'created_before']), [$workspaceId], $parameters, $options);
    }

    /**
     * List all changes of the packages and boosts of a workspace. All of them, one page after another as they are needed.
     *
     * Usage is in the logs of its namespaces. With `action` and `feature`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search the first 50,000.
     *
     * Scope: `read:entitlements`.
     *
     * @param WorkspaceEntitlementsListLogParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\EntitlementLogEntry>
     */
    public function allLog(string $workspaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\EntitlementLogEntry::class, new Operation('GET', '/workspaces/{workspace_id}/entitlements/log', ['fields', 'page', 'per_page', 'cursor', 'sort', 'action', 'feature', 'created_after', 'created_before']), [$workspaceId], $parameters, $options);
    }

    /**
     * Read the usage of a feature over time for a workspace.
     *
     * Shows the pool that counts now, at most 7 days by the hour and 92 by the day, in whole buckets (UTC).
     *
     * Scope: `read:entitlements`.
     *
     * @param WorkspaceEntitlementsSeriesParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function series(string $workspaceId, array $parameters, CallOptions|array $options = []): Model\UsageSeries
    {
        return $this->one(Model\UsageSeries::class, new Operation('GET', '/workspaces/{workspace_id}/entitlements/series', ['fields', 'feature', 'from', 'to', 'bucket']), [$workspaceId], $parameters, $options);
    }
}
