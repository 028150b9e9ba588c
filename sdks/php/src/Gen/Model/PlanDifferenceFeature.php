<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PlanDifferenceFeature extends Model
{
    public string $code;
    /**
     * Null: not included.
     *
     * @var int|'unlimited'|'on'|string|null
     */
    public int|string|null $before;
    /**
     * Null: not included.
     *
     * @var int|'unlimited'|'on'|string|null
     */
    public int|string|null $after;
    /** 0 for a limit of Plinth itself that is not counted: requests per hour and burst, `plinth.events` without a limit, and a limit of a namespace. */
    public int $used;
    /** True if a check of 1 is refused after the change. */
    public bool $wouldRefuse;

    protected const FIELDS = [
        'code' => ['code'],
        'before' => ['before'],
        'after' => ['after'],
        'used' => ['used'],
        'wouldRefuse' => ['would_refuse'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->code,
            $this->before,
            $this->after,
            $this->used,
            $this->wouldRefuse,
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
