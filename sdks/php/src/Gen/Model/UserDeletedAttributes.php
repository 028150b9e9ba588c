<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UserDeletedAttributes extends Model
{
    public string $id;
    /** Time of the deletion. */
    public \DateTimeImmutable $deletedAt;

    protected const FIELDS = [
        'id' => ['id'],
        'deletedAt' => ['deleted_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->deletedAt,
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
