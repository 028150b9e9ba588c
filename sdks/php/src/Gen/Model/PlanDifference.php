<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PlanDifference extends Model
{
    /** Time at which the change takes effect. Both states are of this moment. */
    public \DateTimeImmutable $at;
    /**
     * The features that are included before or after the change.
     *
     * @var list<PlanDifferenceFeature>
     */
    public array $features;
    /**
     * Codes of features that are missing above, because the part of Plinth that counts them is not available. Absent if there is none.
     *
     * @var list<string>|null
     */
    public ?array $leftOut;

    protected const FIELDS = [
        'at' => ['at', 'time'],
        'features' => ['features', ['list', PlanDifferenceFeature::class]],
        'leftOut' => ['left_out', null, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->at,
            $this->features,
            $this->leftOut,
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
