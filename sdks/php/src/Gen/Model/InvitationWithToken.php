<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class InvitationWithToken extends Model
{
    public string $id;
    public string $email;
    /** @var 'owner'|'admin'|'member'|string */
    public string $role;
    /** ID of the inviting user; null for an operator. */
    public ?string $invitedBy;
    /** Time at which it ends. */
    public \DateTimeImmutable $expiresAt;
    public \DateTimeImmutable $createdAt;
    /** Token that accepts the invitation. It is shown only once. */
    public string $token;

    protected const FIELDS = [
        'id' => ['id'],
        'email' => ['email'],
        'role' => ['role'],
        'invitedBy' => ['invited_by'],
        'expiresAt' => ['expires_at', 'time'],
        'createdAt' => ['created_at', 'time'],
        'token' => ['token'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->email,
            $this->role,
            $this->invitedBy,
            $this->expiresAt,
            $this->createdAt,
            $this->token,
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
