<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class OverviewEndpoints extends Model
{
    /** All webhooks. */
    public int $total;
    public int $failing;
    public int $open;
    public int $disabled;

    protected const FIELDS = [
        'total' => ['total'],
        'failing' => ['failing'],
        'open' => ['open'],
        'disabled' => ['disabled'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->total,
            $this->failing,
            $this->open,
            $this->disabled,
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
