<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class User extends Model
{
    public string $id;
    public string $name;
    public string $email;
    /** A package of this code, if there is one, grants boolean features in the own namespaces of the user. */
    public string $tier;
    /** Null until the email address is verified. */
    public ?\DateTimeImmutable $emailVerifiedAt;
    /** Requested address that is not verified yet. Null for callers other than the user and operators. */
    public ?string $pendingEmail;
    /**
     * The keys of a suspended user are refused.
     *
     * @var 'active'|'suspended'|string
     */
    public string $status;
    public \DateTimeImmutable $createdAt;
    public \DateTimeImmutable $updatedAt;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'email' => ['email'],
        'tier' => ['tier'],
        'emailVerifiedAt' => ['email_verified_at', 'time'],
        'pendingEmail' => ['pending_email'],
        'status' => ['status'],
        'createdAt' => ['created_at', 'time'],
        'updatedAt' => ['updated_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
            $this->email,
            $this->tier,
            $this->emailVerifiedAt,
            $this->pendingEmail,
            $this->status,
            $this->createdAt,
            $this->updatedAt,
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
