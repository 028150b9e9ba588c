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
 * Packages that are assigned to a namespace itself.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type NamespacePackagesListParameters array{
 *     fields?: list<'id'|'package'|'status'|'starts_at'|'expires_at'|'billing_anchor'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'starts_at'|'-starts_at'|string>,
 *     status?: 'active'|'suspended'|'cancelled'|'expired'|string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type NamespacePackagesAssignParameters array{
 *     package: string,
 *     starts_at?: string|\DateTimeInterface,
 *     expires_at?: string|\DateTimeInterface|null,
 *     billing_anchor?: string|\DateTimeInterface,
 *     dry_run?: bool,
 * }
 * @phpstan-type NamespacePackagesCancelParameters array{
 *     dry_run?: bool,
 *     at_period_end?: bool,
 * }
 * @phpstan-type NamespacePackagesSuspendParameters array{
 *     dry_run?: bool,
 * }
 * @phpstan-type NamespacePackagesReactivateParameters array{
 *     dry_run?: bool,
 * }
 * @phpstan-type NamespacePackagesRenewParameters array{
 *     expires_at?: string|\DateTimeInterface,
 *     dry_run?: bool,
 * }
 */
final class NamespacePackages extends Resource
{
    /**
     * List the packages of a namespace.
     *
     * Lists the packages that are assigned to the namespace itself, newest first: current, future and ended ones. Those of the workspace that pays for it are in `GET /workspaces/{workspace_id}/packages`.
     *
     * Scope: `read:entitlements`.
     *
     * @param NamespacePackagesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\PackageAssignment>
     */
    public function list(string $namespaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\PackageAssignment::class, new Operation('GET', '/namespaces/{namespace_id}/packages', ['fields', 'page', 'per_page', 'sort', 'status', 'created_after', 'created_before']), [$namespaceId], $parameters, $options);
    }

    /**
     * List the packages of a namespace. All of them, one page after another as they are needed.
     *
     * Lists the packages that are assigned to the namespace itself, newest first: current, future and ended ones. Those of the workspace that pays for it are in `GET /workspaces/{workspace_id}/packages`.
     *
     * Scope: `read:entitlements`.
     *
     * @param NamespacePackagesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\PackageAssignment>
     */
    public function all(string $namespaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\PackageAssignment::class, new Operation('GET', '/namespaces/{namespace_id}/packages', ['fields', 'page', 'per_page', 'sort', 'status', 'created_after', 'created_before']), [$namespaceId], $parameters, $options);
    }

    /**
     * Assign a package to a namespace (operators).
     *
     * The package counts from `starts_at`, which is now by default. A base package replaces the previous base package from its start, unless it is cancelled before. The limits of add-ons are added. A package that the catalogue does not offer, and a second one that is not stackable, return 422; beyond 100 current packages the request returns 409. Emits `package.assigned`, and `package.cancelled` for a replaced base package.
     *
     * Scope: `write:entitlements`.
     *
     * For operators only.
     *
     * @param NamespacePackagesAssignParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\PlanDifference : Model\PackageAssignment)
     */
    public function assign(string $namespaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\PlanDifference|Model\PackageAssignment
    {
        return $this->one([Model\PlanDifference::class, Model\PackageAssignment::class], new Operation('POST', '/namespaces/{namespace_id}/packages', ['dry_run'], hasBody: true), [$namespaceId], $parameters, $options);
    }

    /**
     * Cancel a package of a namespace (operators).
     *
     * The package stops counting immediately. With `at_period_end=true` it is `cancelled`, and counts until the billing cycle ends; a suspended package cannot be cancelled so (409). If a base package is cancelled before its start, the one that it would have replaced gets its former end back (`package.renewed`). A package that has ended returns 409. Emits `package.cancelled`.
     *
     * Scope: `delete:entitlements`.
     *
     * For operators only.
     *
     * @param NamespacePackagesCancelParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\PlanDifference : null)
     */
    public function cancel(string $namespaceId, string $assignmentId, array $parameters = [], CallOptions|array $options = []): ?Model\PlanDifference
    {
        return $this->read(Model\PlanDifference::class, new Operation('DELETE', '/namespaces/{namespace_id}/packages/{assignment_id}', ['dry_run', 'at_period_end']), [$namespaceId, $assignmentId], $parameters, $options);
    }

    /**
     * Suspend a package of a namespace (operators).
     *
     * The package does not count until it is reactivated; recorded usage remains. Its end does not move, so a suspended package can expire. A package that is suspended or has ended returns 409. Emits `package.suspended`.
     *
     * Scope: `write:entitlements`.
     *
     * For operators only.
     *
     * @param NamespacePackagesSuspendParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\PlanDifference : Model\PackageAssignment)
     */
    public function suspend(string $namespaceId, string $assignmentId, array $parameters = [], CallOptions|array $options = []): Model\PackageAssignment|Model\PlanDifference
    {
        return $this->one([Model\PackageAssignment::class, Model\PlanDifference::class], new Operation('POST', '/namespaces/{namespace_id}/packages/{assignment_id}/suspend', ['dry_run']), [$namespaceId, $assignmentId], $parameters, $options);
    }

    /**
     * Reactivate a suspended package of a namespace (operators).
     *
     * The package counts again immediately, until its former end. A package that was cancelled for later before it was suspended is `cancelled` again. A package that is not suspended returns 409. Emits `package.reactivated`.
     *
     * Scope: `write:entitlements`.
     *
     * For operators only.
     *
     * @param NamespacePackagesReactivateParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\PlanDifference : Model\PackageAssignment)
     */
    public function reactivate(string $namespaceId, string $assignmentId, array $parameters = [], CallOptions|array $options = []): Model\PackageAssignment|Model\PlanDifference
    {
        return $this->one([Model\PackageAssignment::class, Model\PlanDifference::class], new Operation('POST', '/namespaces/{namespace_id}/packages/{assignment_id}/reactivate', ['dry_run']), [$namespaceId, $assignmentId], $parameters, $options);
    }

    /**
     * Renew a package of a namespace (operators).
     *
     * The package ends at `expires_at`, or by default one billing cycle after its present end; a package without an end keeps none. A base package still ends no later than the next one starts. The status does not change: a suspended package stays suspended. A package that is cancelled or has ended returns 409: assign it again. Emits `package.renewed`.
     *
     * Scope: `write:entitlements`.
     *
     * For operators only.
     *
     * @param NamespacePackagesRenewParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\PlanDifference : Model\PackageAssignment)
     */
    public function renew(string $namespaceId, string $assignmentId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\PackageAssignment|Model\PlanDifference
    {
        return $this->one([Model\PackageAssignment::class, Model\PlanDifference::class], new Operation('POST', '/namespaces/{namespace_id}/packages/{assignment_id}/renew', ['dry_run'], hasBody: true), [$namespaceId, $assignmentId], $parameters, $options);
    }
}
