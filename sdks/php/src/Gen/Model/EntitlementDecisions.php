<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementDecisions extends Model
{
    /** @var list<EntitlementDecisionsDataItem> */
    public array $data;

    protected const FIELDS = [
        'data' => ['data', ['list', EntitlementDecisionsDataItem::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->data,
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
