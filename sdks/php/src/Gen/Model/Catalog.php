<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Catalog extends Model
{
    /**
     * Features with their limits.
     *
     * @var list<CatalogFeature>
     */
    public array $features;
    /**
     * Packages with their features.
     *
     * @var list<CatalogPackage>
     */
    public array $packages;

    protected const FIELDS = [
        'features' => ['features', ['list', CatalogFeature::class]],
        'packages' => ['packages', ['list', CatalogPackage::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->features,
            $this->packages,
        );
        foreach ($values as $name => $value) {
            try {
                $this->{$name} = $value;
            } catch (\TypeError) {
                continue; // It stays unset: reading it says why.
            }
        }
    }
}
