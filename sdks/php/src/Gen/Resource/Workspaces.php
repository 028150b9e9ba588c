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
 * The tenants. Every other resource belongs to a workspace.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type WorkspacesListParameters array{
 *     fields?: list<'id'|'name'|'slug'|'tier'|'status'|'tags'|'metadata'|'owner'|'created_at'|'updated_at'|string>,
 *     include?: list<'tags'|'metadata'|'owner'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'updated_at'|'-updated_at'|'name'|'-name'|'slug'|'-slug'|string>,
 *     status?: 'active'|'suspended'|string,
 *     tier?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     updated_after?: string|\DateTimeInterface,
 *     updated_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 * @phpstan-type WorkspaceCreate array{
 *     name: string,
 *     slug?: string,
 *     tier?: 'free'|'pro'|'business'|'enterprise'|string,
 *     settings?: array<string, mixed>,
 *     tags?: list<string>,
 *     metadata?: array<string, string>,
 *     foreign_keys?: 'allow'|'refuse'|string,
 *     owner_id?: string,
 * }
 * @phpstan-type WorkspacesGetParameters array{
 *     fields?: list<'id'|'name'|'slug'|'tier'|'status'|'tags'|'metadata'|'owner'|'created_at'|'updated_at'|'settings'|'foreign_keys'|string>,
 *     include?: list<'tags'|'metadata'|'owner'|string>,
 * }
 * @phpstan-type WorkspaceUpdate array{
 *     name?: string,
 *     slug?: string,
 *     tier?: 'free'|'pro'|'business'|'enterprise'|string,
 *     settings?: array<string, mixed>,
 *     tags?: list<string>,
 *     metadata?: array<string, string>,
 *     foreign_keys?: 'allow'|'refuse'|string,
 * }
 * @phpstan-type Reason array{
 *     reason?: string,
 * }
 * @phpstan-type WorkspacesListForeignKeysParameters array{
 *     fields?: list<'id'|'prefix'|'user_id'|'created_at'|'last_used_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'last_used_at'|'-last_used_at'|string>,
 *     user_id?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type BatchWorkspacesBody array{
 *     operations: list<BatchItemCreate|BatchItemUpdate|BatchItemDelete>,
 * }
 * @phpstan-type BatchItemCreate array{
 *     action: 'create',
 *     data?: array<string, mixed>,
 * }
 * @phpstan-type BatchItemUpdate array{
 *     action: 'update',
 *     id: string,
 *     data?: array<string, mixed>,
 * }
 * @phpstan-type BatchItemDelete array{
 *     action: 'delete',
 *     id: string,
 * }
 */
final class Workspaces extends Resource
{
    /**
     * List your workspaces.
     *
     * Lists the workspaces that your user is a member of, also suspended ones and those in which your key cannot act. Operators list all workspaces. Only the read of one workspace has `settings` and `foreign_keys`.
     *
     * Scope: `read:workspaces`.
     *
     * @param WorkspacesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\WorkspaceSummary>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\WorkspaceSummary::class, new Operation('GET', '/workspaces', ['fields', 'include', 'page', 'per_page', 'sort', 'status', 'tier', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }

    /**
     * List your workspaces. All of them, one page after another as they are needed.
     *
     * Lists the workspaces that your user is a member of, also suspended ones and those in which your key cannot act. Operators list all workspaces. Only the read of one workspace has `settings` and `foreign_keys`.
     *
     * Scope: `read:workspaces`.
     *
     * @param WorkspacesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\WorkspaceSummary>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\WorkspaceSummary::class, new Operation('GET', '/workspaces', ['fields', 'include', 'page', 'per_page', 'sort', 'status', 'tier', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }

    /**
     * Create a workspace.
     *
     * Your user becomes the owner, and the workspace gets a default namespace. API keys of other workspaces act in it only with `all_workspaces`, and only if `foreign_keys` is `allow`. The keys of a user can create 10 workspaces (`TENANCY_WORKSPACES_PER_USER`), without deleted ones; the next one returns 403 `FEATURE_LIMIT_REACHED`. A slug that another workspace has returns 409. Emits `workspace.created`, `namespace.created` and `member.added`.
     *
     * Scope: `write:workspaces`.
     *
     * @param WorkspaceCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\Workspace
    {
        return $this->one(Model\Workspace::class, new Operation('POST', '/workspaces', hasBody: true, maps: ['settings', 'metadata']), [], $parameters, $options);
    }

    /**
     * Read a workspace.
     *
     * The path takes an ID or a slug. A workspace in which your key cannot act returns 404. The keys of a suspended workspace can still read it.
     *
     * Scope: `read:workspaces`.
     *
     * @param WorkspacesGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\Workspace|null : Model\Workspace)
     */
    public function get(string $workspaceId, array $parameters = [], CallOptions|array $options = []): ?Model\Workspace
    {
        return $this->read(Model\Workspace::class, new Operation('GET', '/workspaces/{workspace_id}', ['fields', 'include']), [$workspaceId], $parameters, $options);
    }

    /**
     * Update a workspace.
     *
     * Omitted fields stay as they are; `settings` are merged by key, and `tags` and `metadata` are replaced. A new `tier`, `slug` or `foreign_keys` applies to every call that begins after the response. A slug that another workspace has returns 409. Emits `workspace.updated`, unless nothing changes.
     *
     * Scope: `write:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param WorkspaceUpdate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function update(string $workspaceId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\Workspace
    {
        return $this->one(Model\Workspace::class, new Operation('PATCH', '/workspaces/{workspace_id}', hasBody: true, maps: ['settings', 'metadata']), [$workspaceId], $parameters, $options);
    }

    /**
     * Delete a workspace.
     *
     * Its API keys, namespaces and packages stop working before the response. Its webhooks still get `workspace.deleted` and stop within seconds, thousands of them within minutes. Returns 422 for the only workspace of a user.
     *
     * Scope: `delete:workspaces`.
     *
     * Role: owner.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function delete(string $workspaceId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/workspaces/{workspace_id}'), [$workspaceId], [], $options);
    }

    /**
     * Suspend a workspace (operators).
     *
     * Calls with its keys that begin after the response get 403 `WORKSPACE_SUSPENDED`; only reads of its status and of its own user, and the sign-in to the console, still work. Deliveries to its webhooks are held, and checks in its namespaces are denied with the reason `WORKSPACE_SUSPENDED`. Operators can still call everything. A workspace that is suspended already stays as it is. Emits `workspace.updated`.
     *
     * Scope: `write:workspaces`.
     *
     * For operators only.
     *
     * @param Reason $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function suspend(string $workspaceId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\Workspace
    {
        return $this->one(Model\Workspace::class, new Operation('POST', '/workspaces/{workspace_id}/suspend', hasBody: true), [$workspaceId], $parameters, $options);
    }

    /**
     * Reactivate a suspended workspace (operators).
     *
     * Its keys work again, at every gateway, when the response arrives, and the held deliveries of its active webhooks are sent. A workspace that is not suspended stays as it is. Emits `workspace.updated`.
     *
     * Scope: `write:workspaces`.
     *
     * For operators only.
     *
     * @param Reason $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function reactivate(string $workspaceId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\Workspace
    {
        return $this->one(Model\Workspace::class, new Operation('POST', '/workspaces/{workspace_id}/reactivate', hasBody: true), [$workspaceId], $parameters, $options);
    }

    /**
     * List API keys of other workspaces that acted in this one.
     *
     * Lists keys used in the last 30 days; a use appears within 5 seconds. To stop all of them, set `foreign_keys` of the workspace to `refuse`. To stop the keys of one user, remove the member.
     *
     * Scope: `read:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param WorkspacesListForeignKeysParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\ForeignKey>
     */
    public function listForeignKeys(string $workspaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\ForeignKey::class, new Operation('GET', '/workspaces/{workspace_id}/foreign-keys', ['fields', 'page', 'per_page', 'sort', 'user_id', 'created_after', 'created_before']), [$workspaceId], $parameters, $options);
    }

    /**
     * List API keys of other workspaces that acted in this one. All of them, one page after another as they are needed.
     *
     * Lists keys used in the last 30 days; a use appears within 5 seconds. To stop all of them, set `foreign_keys` of the workspace to `refuse`. To stop the keys of one user, remove the member.
     *
     * Scope: `read:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param WorkspacesListForeignKeysParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\ForeignKey>
     */
    public function allForeignKeys(string $workspaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\ForeignKey::class, new Operation('GET', '/workspaces/{workspace_id}/foreign-keys', ['fields', 'page', 'per_page', 'sort', 'user_id', 'created_after', 'created_before']), [$workspaceId], $parameters, $options);
    }

    /**
     * Create, update and delete up to 100 workspaces.
     *
     * Runs the operations in order, each on its own: a refused operation does not stop the others. After an operation that ends with a 5xx, the rest is not started and returns 503.
     *
     * Each operation counts as one call. Scopes by action: create: `write:workspaces`, update: `write:workspaces`, delete: `delete:workspaces`. Roles are those of the single operations.
     *
     * With an Idempotency-Key, each operation runs once: a retry continues at the first operation that has not run.
     *
     * @param BatchWorkspacesBody $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function batch(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\BatchWorkspaces
    {
        return $this->one(Model\BatchWorkspaces::class, new Operation('POST', '/workspaces/batch', hasBody: true, maps: ['operations.*.data', 'operations.*']), [], $parameters, $options, true);
    }
}
