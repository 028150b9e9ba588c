<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PollOutcome extends Model
{
    /**
     * IDs of deliveries that were ended, or given back.
     *
     * @var list<string>
     */
    public array $done;
    /**
     * IDs whose lease ran out and that were handed out again, and IDs of deliveries that had already ended.
     *
     * @var list<string>
     */
    public array $expired;

    protected const FIELDS = [
        'done' => ['done'],
        'expired' => ['expired'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->done,
            $this->expired,
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
