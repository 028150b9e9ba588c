<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementDecisionsDataItem extends Model
{
    /** False: the plan refuses. */
    public bool $allowed;
    /** Why it is not allowed: `LIMIT_EXCEEDED`, `FEATURE_NOT_INCLUDED`, `FEATURE_NOT_FOUND`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED`, `NAMESPACE_INACTIVE` or `WORKSPACE_SUSPENDED`. Null if it is allowed. */
    public ?string $reason;
    /** A sentence for people; its wording may change. */
    public string $message;
    /** Usage in the current window, without reservations. */
    public int $currentUsage;
    /** The limit, in the unit of the feature. Null for a boolean or unlimited feature, and for one that is not included. */
    public ?int $limit;
    /** Amount that can still be used. Null without a limit. */
    public ?int $available;
    /** True: usage has no limit. */
    public ?bool $unlimited;
    /** Time at which the decision was true. */
    public \DateTimeImmutable $asOf;
    /** False: the decision is from a cache, or some usage could not be counted. */
    public bool $exact;
    /**
     * With explain=true: the evaluated levels, in order.
     *
     * @var list<EntitlementLevel>|null
     */
    public ?array $chain;

    protected const FIELDS = [
        'allowed' => ['allowed'],
        'reason' => ['reason'],
        'message' => ['message'],
        'currentUsage' => ['current_usage'],
        'limit' => ['limit'],
        'available' => ['available'],
        'unlimited' => ['unlimited', null, true],
        'asOf' => ['as_of', 'time'],
        'exact' => ['exact'],
        'chain' => ['chain', ['list', EntitlementLevel::class], true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->allowed,
            $this->reason,
            $this->message,
            $this->currentUsage,
            $this->limit,
            $this->available,
            $this->unlimited,
            $this->asOf,
            $this->exact,
            $this->chain,
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
