<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class OperatorKey extends Model
{
    public string $id;
    public string $name;
    /** First characters of the key, to identify it. */
    public string $prefix;
    /**
     * What the key may do, such as `read:webhooks`.
     *
     * @var list<string>
     */
    public array $scopes;
    /**
     * Allowed IP addresses and CIDRs. An empty list allows every address.
     *
     * @var list<string>
     */
    public array $allowedIps;
    /** Time of the last use, written within seconds. Null: it was never used. */
    public ?\DateTimeImmutable $lastUsedAt;
    /** Time at which it ends. Null: it has no end. */
    public ?\DateTimeImmutable $expiresAt;
    public \DateTimeImmutable $createdAt;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'prefix' => ['prefix'],
        'scopes' => ['scopes'],
        'allowedIps' => ['allowed_ips'],
        'lastUsedAt' => ['last_used_at', 'time'],
        'expiresAt' => ['expires_at', 'time'],
        'createdAt' => ['created_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
            $this->prefix,
            $this->scopes,
            $this->allowedIps,
            $this->lastUsedAt,
            $this->expiresAt,
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
