<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Overview extends Model
{
    /** Deliveries of all workspaces at one moment. `accepted` is the sum of the others. */
    public ?WebhookStats $deliveries;
    /** Webhooks by health. Healthy and slow webhooks count only in the total. */
    public ?OverviewEndpoints $endpoints;
    /** Age of the oldest due delivery of all webhooks; 0 if no delivery is due. */
    public ?float $oldestDueSeconds;
    /** Calls of all workspaces in the last 60 minutes: answered with 2xx and 3xx; refused by a rate limit; and the others. Counted within 5 seconds. */
    public ?OverviewRequests1h $requests1h;
    /** Calls of the last 24 hours in which a plan refused something. */
    public ?int $denials24h;
    /**
     * Limits of which at least 80 % is used, the fullest first; at most 10.
     *
     * @var list<NearLimit>|null
     */
    public ?array $nearLimit;
    /**
     * The parts of Plinth.
     *
     * @var list<PartState>
     */
    public array $parts;

    protected const FIELDS = [
        'deliveries' => ['deliveries', WebhookStats::class],
        'endpoints' => ['endpoints', OverviewEndpoints::class],
        'oldestDueSeconds' => ['oldest_due_seconds'],
        'requests1h' => ['requests_1h', OverviewRequests1h::class],
        'denials24h' => ['denials_24h'],
        'nearLimit' => ['near_limit', ['list', NearLimit::class]],
        'parts' => ['parts', ['list', PartState::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->deliveries,
            $this->endpoints,
            $this->oldestDueSeconds,
            $this->requests1h,
            $this->denials24h,
            $this->nearLimit,
            $this->parts,
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
