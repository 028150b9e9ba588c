<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementRemedyBoost extends Model
{
    public string $feature;
    /** @var 'add_limit'|'enable'|string */
    public string $type;
    public ?int $limit;
    /** @var 'permanent'|string */
    public string $duration;

    protected const FIELDS = [
        'feature' => ['feature'],
        'type' => ['type'],
        'limit' => ['limit', null, true],
        'duration' => ['duration'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->feature,
            $this->type,
            $this->limit,
            $this->duration,
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
