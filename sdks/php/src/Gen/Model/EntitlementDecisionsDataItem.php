<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementDecisionsDataItem extends Model
{
    public bool $allowed;
    public ?string $reason;
    public string $message;
    public int $currentUsage;
    public ?int $limit;
    public ?int $available;
    public ?bool $unlimited;
    public \DateTimeImmutable $asOf;
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
