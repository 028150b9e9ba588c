<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Poll extends Model
{
    /** @var list<PolledDelivery> */
    public array $deliveries;

    protected const FIELDS = [
        'deliveries' => ['deliveries', ['list', PolledDelivery::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->deliveries,
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
