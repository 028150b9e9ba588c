<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class CatalogLostFeature extends Model
{
    public string $code;
    /**
     * Codes of the packages that stay, and include it until now.
     *
     * @var list<string>
     */
    public array $packages;
    /** Workspaces and namespaces with such a package, or a boost of it. */
    public int $owners;
    /** False: at least so many. They are counted up to 1,000. */
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
            $this->{$name} = $value;
        }
    }
}
