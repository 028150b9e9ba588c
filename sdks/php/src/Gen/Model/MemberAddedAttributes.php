<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** For a user who accepted an invitation, with its address and ID. The address is verified if an operator created the invitation. */
final readonly class MemberAddedAttributes extends Model
{
    public string $userId;
    /** @var 'owner'|'admin'|'member'|string */
    public string $role;
    public \DateTimeImmutable $createdAt;
    public ?string $email;
    public ?string $invitationId;
    /** True: the address is verified. */
    public ?bool $emailVerified;

    protected const FIELDS = [
        'userId' => ['user_id'],
        'role' => ['role'],
        'createdAt' => ['created_at', 'time'],
        'email' => ['email', null, true],
        'invitationId' => ['invitation_id', null, true],
        'emailVerified' => ['email_verified', null, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->userId,
            $this->role,
            $this->createdAt,
            $this->email,
            $this->invitationId,
            $this->emailVerified,
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
