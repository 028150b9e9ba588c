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
 * Extra limits or features in addition to the packages.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type NamespaceBoostsListParameters array{
 *     fields?: list<'id'|'feature'|'type'|'limit'|'duration'|'status'|'starts_at'|'expires_at'|'created_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'starts_at'|'-starts_at'|string>,
 *     status?: 'active'|'expired'|string,
 *     feature?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type NamespaceBoostsCreateParameters array{
 *     feature: string,
 *     type: 'add_limit'|'enable'|'unlimited'|string,
 *     limit?: int,
 *     duration: 'cycle'|'until'|'permanent'|string,
 *     starts_at?: string|\DateTimeInterface,
 *     expires_at?: string|\DateTimeInterface,
 *     dry_run?: bool,
 * }
 * @phpstan-type NamespaceBoostsDeleteParameters array{
 *     dry_run?: bool,
 * }
 */
final class NamespaceBoosts extends Resource
{
    /**
     * List the boosts of a namespace.
     *
     * Lists the boosts of the namespace itself, newest first: current, future and ended ones. Those of the workspace that pays for it are in `GET /workspaces/{workspace_id}/boosts`.
     *
     * Scope: `read:entitlements`.
     *
     * @param NamespaceBoostsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\Boost>
     */
    public function list(string $namespaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\Boost::class, new Operation('GET', '/namespaces/{namespace_id}/boosts', ['fields', 'page', 'per_page', 'sort', 'status', 'feature', 'created_after', 'created_before']), [$namespaceId], $parameters, $options);
    }

    /**
     * List the boosts of a namespace. All of them, one page after another as they are needed.
     *
     * Lists the boosts of the namespace itself, newest first: current, future and ended ones. Those of the workspace that pays for it are in `GET /workspaces/{workspace_id}/boosts`.
     *
     * Scope: `read:entitlements`.
     *
     * @param NamespaceBoostsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\Boost>
     */
    public function all(string $namespaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\Boost::class, new Operation('GET', '/namespaces/{namespace_id}/boosts', ['fields', 'page', 'per_page', 'sort', 'status', 'feature', 'created_after', 'created_before']), [$namespaceId], $parameters, $options);
    }

    /**
     * Add a boost to a namespace (operators).
     *
     * The boost counts in addition to the packages from `starts_at`, which is now by default. A boost is never changed: end it, and add another. A type that does not suit the feature returns 422; beyond 100 current boosts the request returns 409. Emits `boost.activated`.
     *
     * Scope: `write:entitlements`.
     *
     * For operators only.
     *
     * @param NamespaceBoostsCreateParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\PlanDifference : Model\Boost)
     */
    public function create(string $namespaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\PlanDifference|Model\Boost
    {
        return $this->one([Model\PlanDifference::class, Model\Boost::class], new Operation('POST', '/namespaces/{namespace_id}/boosts', ['dry_run'], hasBody: true), [$namespaceId], $parameters, $options);
    }

    /**
     * End a boost of a namespace immediately (operators).
     *
     * Recorded usage remains: if it is above the lower limit, further use is denied. A boost that has ended returns 404. Emits `boost.expired`.
     *
     * Scope: `delete:entitlements`.
     *
     * For operators only.
     *
     * @param NamespaceBoostsDeleteParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\PlanDifference : null)
     */
    public function delete(string $namespaceId, string $boostId, array $parameters = [], CallOptions|array $options = []): ?Model\PlanDifference
    {
        return $this->read(Model\PlanDifference::class, new Operation('DELETE', '/namespaces/{namespace_id}/boosts/{boost_id}', ['dry_run']), [$namespaceId, $boostId], $parameters, $options);
    }
}
