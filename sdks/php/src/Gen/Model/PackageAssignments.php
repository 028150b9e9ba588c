<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Present with include=assignments (operators only). */
final readonly class PackageAssignments extends Model
{
    public int $count;
    public bool $isExact;

    protected const FIELDS = [
        'count' => ['count'],
        'isExact' => ['is_exact'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->count,
            $this->isExact,
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
