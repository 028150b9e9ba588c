<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EmailVerification extends Model
{
    public string $email;
    /** Token that verifies the address. It is shown only once. */
    public string $token;
    /** Time at which it ends. */
    public \DateTimeImmutable $expiresAt;

    protected const FIELDS = [
        'email' => ['email'],
        'token' => ['token'],
        'expiresAt' => ['expires_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->email,
            $this->token,
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
