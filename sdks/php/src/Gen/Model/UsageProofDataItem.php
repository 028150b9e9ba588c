<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageProofDataItem extends Model
{
    /** Code of the feature. */
    public string $feature;
    /** Start of the window in which usage counts. Null without a window. */
    public ?\DateTimeImmutable $windowStart;
    /** Usage that the balance has. */
    public int $balance;
    /** Sum of the usage records. */
    public int $ledger;
    /** True if the two are equal. */
    public bool $ok;

    protected const FIELDS = [
        'feature' => ['feature'],
        'windowStart' => ['window_start', 'time'],
        'balance' => ['balance'],
        'ledger' => ['ledger'],
        'ok' => ['ok'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->feature,
            $this->windowStart,
            $this->balance,
            $this->ledger,
            $this->ok,
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
