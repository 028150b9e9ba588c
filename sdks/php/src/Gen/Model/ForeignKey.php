<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class ForeignKey extends Model
{
    public string $id;
    /** First characters of the key. */
    public string $prefix;
    /** ID of the member who has the key. */
    public string $userId;
    /** First use of the key in this workspace. */
    public \DateTimeImmutable $createdAt;
    /** Time of the last use, written within seconds. */
    public \DateTimeImmutable $lastUsedAt;

    protected const FIELDS = [
        'id' => ['id'],
        'prefix' => ['prefix'],
        'userId' => ['user_id'],
        'createdAt' => ['created_at', 'time'],
        'lastUsedAt' => ['last_used_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->prefix,
            $this->userId,
            $this->createdAt,
            $this->lastUsedAt,
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
