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
 * Features that packages grant: boolean, limited or unlimited.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type FeaturesListParameters array{
 *     fields?: list<'code'|'name'|'type'|'unit'|'reset'|'rolling_days'|'parent'|'is_active'|'id'|'created_at'|'updated_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'updated_at'|'-updated_at'|'code'|'-code'|'name'|'-name'|string>,
 *     type?: 'boolean'|'limit'|'unlimited'|string,
 *     is_active?: bool,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     updated_after?: string|\DateTimeInterface,
 *     updated_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 */
final class Features extends Resource
{
    /**
     * List features.
     *
     * Lists the features of the catalogue, newest first, also those that are turned off (`is_active: false`). What a customer has is in `GET /namespaces/{namespace_id}/entitlements`.
     *
     * Requires any valid API key.
     *
     * @param FeaturesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\Feature>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\Feature::class, new Operation('GET', '/features', ['fields', 'page', 'per_page', 'sort', 'type', 'is_active', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }

    /**
     * List features. All of them, one page after another as they are needed.
     *
     * Lists the features of the catalogue, newest first, also those that are turned off (`is_active: false`). What a customer has is in `GET /namespaces/{namespace_id}/entitlements`.
     *
     * Requires any valid API key.
     *
     * @param FeaturesListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\Feature>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\Feature::class, new Operation('GET', '/features', ['fields', 'page', 'per_page', 'sort', 'type', 'is_active', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }
}
