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
 * Packages that are assigned to a workspace. The namespaces that it pays for share them.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type WorkspacePackagesListParameters array{
 *     fields?: list<'id'|'package'|'status'|'starts_at'|'expires_at'|'billing_anchor'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'starts_at'|'-starts_at'|string>,
 *     status?: 'active'|'suspended'|'cancelled'|'expired'|string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type PackageAssign array{
 *     package: string,
 *     starts_at?: string|\DateTimeInterface,
 *     expires_at?: string|\DateTimeInterface|null,
 *     billing_anchor?: string|\DateTimeInterface,
 * }
 * @phpstan-type WorkspacePackagesCancelParameters array{
 *     at_period_end?: bool,
 * }
 * @phpstan-type PackageRenew array{
 *     expires_at?: string|\DateTimeInterface,
 * }
 */
final class WorkspacePackages extends Resource
{
    /**
     * List the packages of a workspace.
     *
     * Scope: `read:entitlements`.
     *
     * @param WorkspacePackagesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\PackageAssignment>
     */
    public function list(string $workspaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\PackageAssignment::class, new Operation('GET', '/workspaces/{workspace_id}/packages', ['fields', 'page', 'per_page', 'sort', 'status', 'created_after', 'created_before']), [$workspaceId], $parameters, $options);
    }

    /**
     * List the packages of a workspace. All of them, one page after another as they are needed.
     *
     * Scope: `read:entitlements`.
     *
     * @param WorkspacePackagesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\PackageAssignment>
     */
    public function all(string $workspaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\PackageAssignment::class, new Operation('GET', '/workspaces/{workspace_id}/packages', ['fields', 'page', 'per_page', 'sort', 'status', 'created_after', 'created_before']), [$workspaceId], $parameters, $options);
    }

    /**
     * Assign a package to a workspace (operators).
     *
     * A base package replaces the previous base package from its start. The limits of add-ons are added.
     *
     * Scope: `write:entitlements`.
     *
     * @param PackageAssign $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function assign(string $workspaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\PackageAssignment
    {
        return $this->one(Model\PackageAssignment::class, new Operation('POST', '/workspaces/{workspace_id}/packages', hasBody: true), [$workspaceId], $parameters, $options);
    }

    /**
     * Cancel a package of a workspace (operators).
     *
     * Scope: `delete:entitlements`.
     *
     * @param WorkspacePackagesCancelParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function cancel(string $workspaceId, string $assignmentId, array $parameters = [], CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/workspaces/{workspace_id}/packages/{assignment_id}', ['at_period_end']), [$workspaceId, $assignmentId], $parameters, $options);
    }

    /**
     * Suspend a package of a workspace (operators).
     *
     * Scope: `write:entitlements`.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function suspend(string $workspaceId, string $assignmentId, CallOptions|array $options = []): Model\PackageAssignment
    {
        return $this->one(Model\PackageAssignment::class, new Operation('POST', '/workspaces/{workspace_id}/packages/{assignment_id}/suspend'), [$workspaceId, $assignmentId], [], $options);
    }

    /**
     * Reactivate a suspended package of a workspace (operators).
     *
     * Scope: `write:entitlements`.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function reactivate(string $workspaceId, string $assignmentId, CallOptions|array $options = []): Model\PackageAssignment
    {
        return $this->one(Model\PackageAssignment::class, new Operation('POST', '/workspaces/{workspace_id}/packages/{assignment_id}/reactivate'), [$workspaceId, $assignmentId], [], $options);
    }

    /**
     * Renew a package of a workspace (operators).
     *
     * Scope: `write:entitlements`.
     *
     * @param PackageRenew $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function renew(string $workspaceId, string $assignmentId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\PackageAssignment
    {
        return $this->one(Model\PackageAssignment::class, new Operation('POST', '/workspaces/{workspace_id}/packages/{assignment_id}/renew', hasBody: true), [$workspaceId, $assignmentId], $parameters, $options);
    }
}
