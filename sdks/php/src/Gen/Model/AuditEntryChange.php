<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class AuditEntryChange extends Model
{
    public mixed $from;
    public mixed $to;

    protected const FIELDS = [
        'from' => ['from'],
        'to' => ['to'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->from,
            $this->to,
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
