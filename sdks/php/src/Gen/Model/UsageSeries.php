<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageSeries extends Model
{
    /** The owner of the pool that counts now. */
    public string $ownerId;
    /** Code of the feature whose pool is used. */
    public string $pool;
    /**
     * Empty for a limit of Plinth itself, such as `plinth.webhooks`.
     *
     * @var list<UsageSeriesPoint>
     */
    public array $points;
    /**
     * The limit over time, by the present catalogue. Null: not included.
     *
     * @var list<UsageSeriesWindow>
     */
    public array $windows;
    /**
     * Thresholds that usage reached.
     *
     * @var list<UsageSeriesAlert>
     */
    public array $alerts;

    protected const FIELDS = [
        'ownerId' => ['owner_id'],
        'pool' => ['pool'],
        'points' => ['points', ['list', UsageSeriesPoint::class]],
        'windows' => ['windows', ['list', UsageSeriesWindow::class]],
        'alerts' => ['alerts', ['list', UsageSeriesAlert::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->ownerId,
            $this->pool,
            $this->points,
            $this->windows,
            $this->alerts,
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
