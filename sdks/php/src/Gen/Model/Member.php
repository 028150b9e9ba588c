<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class Member extends Model
{
    public string $userId;
    public string $name;
    public string $email;
    /** @var 'owner'|'admin'|'member'|string */
    public string $role;
    public \DateTimeImmutable $createdAt;

    protected const FIELDS = [
        'userId' => ['user_id'],
        'name' => ['name'],
        'email' => ['email'],
        'role' => ['role'],
        'createdAt' => ['created_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->userId,
            $this->name,
            $this->email,
            $this->role,
            $this->createdAt,
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
