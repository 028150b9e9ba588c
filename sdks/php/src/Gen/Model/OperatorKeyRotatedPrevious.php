<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** The replaced key. It works until expires_at. */
final readonly class OperatorKeyRotatedPrevious extends Model
{
    public string $id;
    /** Time at which it ends. Null: it has no end. */
    public ?\DateTimeImmutable $expiresAt;

    protected const FIELDS = [
        'id' => ['id'],
        'expiresAt' => ['expires_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->expiresAt,
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
