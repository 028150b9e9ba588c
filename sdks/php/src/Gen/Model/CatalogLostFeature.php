<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class CatalogLostFeature extends Model
{
    public string $code;
    /**
     * Codes of the remaining packages that include it now.
     *
     * @var list<string>
     */
    public array $packages;
    /** Number of workspaces and namespaces with such a package, or with a boost of the feature. */
    public int $owners;
    /** False if there are more than 1,000, where `owners` stops counting. */
    public bool $ownersIsExact;

    protected const FIELDS = [
        'code' => ['code'],
        'packages' => ['packages'],
        'owners' => ['owners'],
        'ownersIsExact' => ['owners_is_exact'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->code,
            $this->packages,
            $this->owners,
            $this->ownersIsExact,
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
