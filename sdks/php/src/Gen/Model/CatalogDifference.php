<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class CatalogDifference extends Model
{
    /** @var list<CatalogChange> */
    public array $added;
    /** @var list<CatalogChange> */
    public array $changed;
    /** @var list<CatalogChange> */
    public array $removed;
    /**
     * Features that are removed or turned off and that packages or boosts include now.
     *
     * @var list<CatalogLostFeature>
     */
    public array $lost;
    /** True: nothing was changed. */
    public bool $dryRun;

    protected const FIELDS = [
        'added' => ['added', ['list', CatalogChange::class]],
        'changed' => ['changed', ['list', CatalogChange::class]],
        'removed' => ['removed', ['list', CatalogChange::class]],
        'lost' => ['lost', ['list', CatalogLostFeature::class]],
        'dryRun' => ['dry_run'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->added,
            $this->changed,
            $this->removed,
            $this->lost,
            $this->dryRun,
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
