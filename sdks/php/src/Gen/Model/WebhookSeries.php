<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookSeries extends Model
{
    /**
     * One for each bucket with attempts.
     *
     * @var list<WebhookSeriesPoint>
     */
    public array $points;

    protected const FIELDS = [
        'points' => ['points', ['list', WebhookSeriesPoint::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->points,
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
