<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PackageFeature extends Model
{
    public string $code;
    /**
     * Number, or "unlimited". A boolean feature has no limit.
     *
     * @var int|'unlimited'|null
     */
    public int|string|null $limit;

    protected const FIELDS = [
        'code' => ['code'],
        'limit' => ['limit', null, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->code,
            $this->limit,
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
