<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageProofDataItem extends Model
{
    public string $feature;
    public ?\DateTimeImmutable $windowStart;
    public int $balance;
    public int $ledger;
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
