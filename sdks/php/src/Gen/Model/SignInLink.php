<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class SignInLink extends Model
{
    public string $id;
    /** Link that opens the console signed in. It works once, and no other answer has it. */
    public string $url;
    /** Time at which it ends. */
    public \DateTimeImmutable $expiresAt;

    protected const FIELDS = [
        'id' => ['id'],
        'url' => ['url'],
        'expiresAt' => ['expires_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->url,
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
