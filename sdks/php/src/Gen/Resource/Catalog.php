<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;

/**
 * All features and packages in one document, to be kept as code.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type CatalogGetParameters array{
 *     fields?: list<'features'|'packages'|string>,
 * }
 * @phpstan-type CatalogApplyParameters array{
 *     features: list<CatalogApplyFeature>,
 *     packages: list<CatalogApplyPackage>,
 *     dry_run?: bool,
 * }
 * @phpstan-type CatalogApplyFeature array{
 *     code: string,
 *     name: string,
 *     type: 'boolean'|'limit'|'unlimited'|string,
 *     unit?: string|null,
 *     reset?: 'none'|'monthly'|'rolling'|string,
 *     rolling_days?: int|null,
 *     parent?: string|null,
 *     is_active?: bool,
 * }
 * @phpstan-type CatalogApplyPackage array{
 *     code: string,
 *     name: string,
 *     is_base?: bool,
 *     is_stackable?: bool,
 *     is_active?: bool,
 *     features: list<CatalogApplyPackageFeature>,
 * }
 * @phpstan-type CatalogApplyPackageFeature array{
 *     code: string,
 *     limit?: int|'unlimited',
 * }
 */
final class Catalog extends Resource
{
    /**
     * Read the whole catalogue, as PUT takes it.
     *
     * Features and packages are sorted by code. To change the catalogue safely, send it back with `PUT /catalog` and its `ETag` as `If-Match`: if another change came first, the request returns 412.
     *
     * Requires any valid API key.
     *
     * @param CatalogGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\Catalog|null : Model\Catalog)
     */
    public function get(array $parameters = [], CallOptions|array $options = []): ?Model\Catalog
    {
        return $this->read(Model\Catalog::class, new Operation('GET', '/catalog', ['fields']), [], $parameters, $options);
    }

    /**
     * Replace the whole catalogue (operators).
     *
     * Returns the added, changed and removed features and packages, and the features that plans lose. A package that was assigned and a feature with a boost cannot be removed. With `dry_run=true`, nothing is changed.
     *
     * Scope: `write:catalog`.
     *
     * For operators only.
     *
     * @param CatalogApplyParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function apply(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\CatalogDifference
    {
        return $this->one(Model\CatalogDifference::class, new Operation('PUT', '/catalog', ['dry_run'], hasBody: true, maps: ['features.*', 'packages.*.features.*', 'packages.*']), [], $parameters, $options);
    }
}
