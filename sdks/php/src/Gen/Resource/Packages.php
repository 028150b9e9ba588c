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
 * Bundles of features with their limits.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type PackagesListParameters array{
 *     fields?: list<'code'|'name'|'is_base'|'is_stackable'|'is_active'|'features'|'id'|'assignments'|'created_at'|'updated_at'|string>,
 *     include?: list<'assignments'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'updated_at'|'-updated_at'|'code'|'-code'|'name'|'-name'|string>,
 *     is_base?: bool,
 *     is_active?: bool,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     updated_after?: string|\DateTimeInterface,
 *     updated_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 */
final class Packages extends Resource
{
    /**
     * List packages.
     *
     * Lists the packages of the catalogue, newest first, also those that can no longer be assigned (`is_active: false`). What a customer has is in `GET /workspaces/{workspace_id}/packages` and `GET /namespaces/{namespace_id}/packages`. Only operators can send `include=assignments`; other callers get 403.
     *
     * Requires any valid API key.
     *
     * @param PackagesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\Package>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\Package::class, new Operation('GET', '/packages', ['fields', 'include', 'page', 'per_page', 'sort', 'is_base', 'is_active', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }

    /**
     * List packages. All of them, one page after another as they are needed.
     *
     * Lists the packages of the catalogue, newest first, also those that can no longer be assigned (`is_active: false`). What a customer has is in `GET /workspaces/{workspace_id}/packages` and `GET /namespaces/{namespace_id}/packages`. Only operators can send `include=assignments`; other callers get 403.
     *
     * Requires any valid API key.
     *
     * @param PackagesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\Package>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\Package::class, new Operation('GET', '/packages', ['fields', 'include', 'page', 'per_page', 'sort', 'is_base', 'is_active', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }
}
