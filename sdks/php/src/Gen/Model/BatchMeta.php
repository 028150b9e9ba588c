<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class BatchMeta extends Model
{
    /** Operations that were done. */
    public int $succeeded;
    /** Operations that were refused. */
    public int $failed;

    protected const FIELDS = [
        'succeeded' => ['succeeded'],
        'failed' => ['failed'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->succeeded,
            $this->failed,
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
