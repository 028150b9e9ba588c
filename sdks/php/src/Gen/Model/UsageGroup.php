<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageGroup extends Model
{
    /** Day; or method and path; or ID of the key, and `operator` for all operator keys. */
    public string $group;
    public UsageTotals $totals;

    protected const FIELDS = [
        'group' => ['group'],
        'totals' => ['totals', UsageTotals::class],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->group,
            $this->totals,
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
