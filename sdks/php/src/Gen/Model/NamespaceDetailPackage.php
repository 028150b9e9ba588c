<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class NamespaceDetailPackage extends Model
{
    public string $id;
    public string $name;
    /** Time at which it ends. Null: it has no end. */
    public ?\DateTimeImmutable $expiresAt;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'expiresAt' => ['expires_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
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
