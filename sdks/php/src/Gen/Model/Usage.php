<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Usage extends Model
{
    /** Whole hours; `to` is excluded. */
    public UsagePeriod $period;
    public UsageTotals $totals;
    /** Milliseconds from the arrival of a request to its response. */
    public UsageResponseTime $responseTime;
    /** Bytes of the bodies. */
    public UsageDataTransfer $dataTransfer;
    /** Same values as the X-RateLimit headers; the reset is in Unix seconds. */
    public UsageRateLimit $rateLimit;
    /**
     * Values by feature code.
     *
     * @var array<string, UsageEntitlement>
     */
    public array $entitlements;
    /**
     * With `group_by`: the totals of each group.
     *
     * @var list<UsageGroup>|null
     */
    public ?array $groups;

    protected const FIELDS = [
        'period' => ['period', UsagePeriod::class],
        'totals' => ['totals', UsageTotals::class],
        'responseTime' => ['response_time', UsageResponseTime::class],
        'dataTransfer' => ['data_transfer', UsageDataTransfer::class],
        'rateLimit' => ['rate_limit', UsageRateLimit::class],
        'entitlements' => ['entitlements', ['map', UsageEntitlement::class]],
        'groups' => ['groups', ['list', UsageGroup::class], true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->period,
            $this->totals,
            $this->responseTime,
            $this->dataTransfer,
            $this->rateLimit,
            $this->entitlements,
            $this->groups,
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
