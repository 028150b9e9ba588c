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
 * Subdivisions of a workspace, or of a user, with their own packages, limits and usage.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type NamespacesListParameters array{
 *     fields?: list<'id'|'uuid'|'name'|'slug'|'owner_type'|'owner_id'|'workspace_id'|'description'|'settings'|'is_default'|'is_active'|'tags'|'metadata'|'owner'|'workspace'|'created_at'|'updated_at'|string>,
 *     include?: list<'tags'|'metadata'|'owner'|'workspace'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'updated_at'|'-updated_at'|'name'|'-name'|'slug'|'-slug'|string>,
 *     owner_type?: 'User'|'Workspace'|string,
 *     workspace_id?: string,
 *     paid_by?: string,
 *     is_active?: bool,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     updated_after?: string|\DateTimeInterface,
 *     updated_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 * @phpstan-type NamespaceCreate array{
 *     name: string,
 *     slug?: string,
 *     owner_type?: 'User'|'Workspace'|string,
 *     owner_id?: string,
 *     workspace_id?: string|null,
 *     description?: string|null,
 *     settings?: array<string, mixed>,
 *     tags?: list<string>,
 *     metadata?: array<string, string>,
 *     is_default?: bool,
 * }
 * @phpstan-type NamespacesGetParameters array{
 *     fields?: list<'id'|'uuid'|'name'|'slug'|'owner_type'|'owner_id'|'workspace_id'|'description'|'settings'|'is_default'|'is_active'|'tags'|'metadata'|'owner'|'workspace'|'created_at'|'updated_at'|'packages'|'entitlements'|string>,
 *     include?: list<'tags'|'metadata'|'owner'|'workspace'|string>,
 * }
 * @phpstan-type NamespaceUpdate array{
 *     name?: string,
 *     slug?: string,
 *     workspace_id?: string|null,
 *     description?: string|null,
 *     settings?: array<string, mixed>,
 *     tags?: list<string>,
 *     metadata?: array<string, string>,
 *     is_active?: bool,
 * }
 * @phpstan-type BatchNamespacesBody array{
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
final class Namespaces extends Resource
{
    /**
     * List the namespaces that you can access.
     *
     * Lists your own namespaces and those of the workspace in which your key acts. Operators list all namespaces. `workspace_id` is a filter here; it does not name the workspace of the request. With `paid_by`, owners and admins of that workspace list the namespaces that it pays for.
     *
     * Scope: `read:namespaces`.
     *
     * @param NamespacesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\NamespaceObject|Model\PaidNamespace>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page([Model\NamespaceObject::class, Model\PaidNamespace::class], new Operation('GET', '/namespaces', ['fields', 'include', 'page', 'per_page', 'sort', 'owner_type', 'workspace_id', 'paid_by', 'is_active', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }

    /**
     * List the namespaces that you can access. All of them, one page after another as they are needed.
     *
     * Lists your own namespaces and those of the workspace in which your key acts. Operators list all namespaces. `workspace_id` is a filter here; it does not name the workspace of the request. With `paid_by`, owners and admins of that workspace list the namespaces that it pays for.
     *
     * Scope: `read:namespaces`.
     *
     * @param NamespacesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\NamespaceObject|Model\PaidNamespace>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every([Model\NamespaceObject::class, Model\PaidNamespace::class], new Operation('GET', '/namespaces', ['fields', 'include', 'page', 'per_page', 'sort', 'owner_type', 'workspace_id', 'paid_by', 'is_active', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }

    /**
     * Create a namespace.
     *
     * Every user can create their own namespaces. The first namespace of an owner becomes its default; with `is_default`, the new one replaces the previous default. The slug is unique for the owner: another namespace with it returns 409. If the plan of the paying workspace limits `plinth.namespaces`, a namespace beyond the limit returns 403 `FEATURE_LIMIT_REACHED`. Emits `namespace.created`, and `namespace.updated` for a replaced default.
     *
     * Scope: `write:namespaces`.
     *
     * Role: owner or admin.
     *
     * @param NamespaceCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\NamespaceObject
    {
        return $this->one(Model\NamespaceObject::class, new Operation('POST', '/namespaces', hasBody: true, maps: ['settings', 'metadata']), [], $parameters, $options);
    }

    /**
     * Read a namespace with its packages and entitlements.
     *
     * The path takes an ID or a UUID. `packages` are the active ones that are assigned to the namespace itself. `entitlements` has every feature that the namespace, its paying workspace or the tier of its user grants. The owning user, or every member of the owning workspace, can read it.
     *
     * Scope: `read:namespaces`.
     *
     * @param NamespacesGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\NamespaceDetail|null : Model\NamespaceDetail)
     */
    public function get(string $namespaceId, array $parameters = [], CallOptions|array $options = []): ?Model\NamespaceDetail
    {
        return $this->read(Model\NamespaceDetail::class, new Operation('GET', '/namespaces/{namespace_id}', ['fields', 'include']), [$namespaceId], $parameters, $options);
    }

    /**
     * Update a namespace.
     *
     * A user can update their own namespaces. Omitted fields stay as they are; `settings` are merged by key, and `tags` and `metadata` are replaced. With `is_active: false`, every check in the namespace is denied with the reason `NAMESPACE_INACTIVE`. Owners and admins of the workspace that pays for a namespace of a user can only stop paying: `{"workspace_id": null}`. Emits `namespace.updated`, unless nothing changes.
     *
     * Scope: `write:namespaces`.
     *
     * Role: owner or admin.
     *
     * @param NamespaceUpdate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function update(string $namespaceId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\NamespaceObject
    {
        return $this->one(Model\NamespaceObject::class, new Operation('PATCH', '/namespaces/{namespace_id}', hasBody: true, maps: ['settings', 'metadata']), [$namespaceId], $parameters, $options);
    }

    /**
     * Delete a namespace; if it was the default, another one becomes the default.
     *
     * A user can delete their own namespaces. The namespace is not found from the response on, and its open reservations are released. Emits `namespace.deleted`, and `namespace.updated` for the new default.
     *
     * Scope: `delete:namespaces`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function delete(string $namespaceId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/namespaces/{namespace_id}'), [$namespaceId], [], $options);
    }

    /**
     * Set the default namespace of an owner.
     *
     * A user can set the default of their own namespaces. The previous default of the owner stops being the default. Emits `namespace.updated` for each of the two, or nothing if the namespace is the default already.
     *
     * Scope: `write:namespaces`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function setDefault(string $namespaceId, CallOptions|array $options = []): Model\NamespaceObject
    {
        return $this->one(Model\NamespaceObject::class, new Operation('POST', '/namespaces/{namespace_id}/default'), [$namespaceId], [], $options);
    }

    /**
     * Create, update and delete up to 100 namespaces.
     *
     * Runs the operations in order, each on its own: a refused operation does not stop the others. After an operation that ends with a 5xx, the rest is not started and returns 503.
     *
     * Each operation counts as one call. Scopes by action: create: `write:namespaces`, update: `write:namespaces`, delete: `delete:namespaces`. Roles are those of the single operations.
     *
     * With an Idempotency-Key, each operation runs once: a retry continues at the first operation that has not run.
     *
     * @param BatchNamespacesBody $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function batch(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\BatchNamespaces
    {
        return $this->one(Model\BatchNamespaces::class, new Operation('POST', '/namespaces/batch', hasBody: true, maps: ['operations.*.data', 'operations.*']), [], $parameters, $options, true);
    }
}
