<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementRemedyBoost extends Model
{
    /** Code of the feature. */
    public string $feature;
    /** @var 'add_limit'|'enable'|string */
    public string $type;
    /** The limit, in the unit of the feature. */
    public ?int $limit;
    /**
     * The boost has no end.
     *
     * @var 'permanent'|string
     */
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
