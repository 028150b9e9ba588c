<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class ApiKeyRevokedAttributes extends Model
{
    public string $id;
    public string $name;
    /** First characters of the key, to identify it. They are not enough to authenticate with. */
    public string $prefix;
    /**
     * What the key may do, such as `read:webhooks`.
     *
     * @var list<string>
     */
    public array $scopes;
    /** The rate limits of the key are those of the lower of this tier and the tier of its workspace. */
    public string $rateLimitTier;
    /**
     * Allowed IP addresses and CIDRs. An empty list allows every address.
     *
     * @var list<string>
     */
    public array $allowedIps;
    /** True if the key can also act in other workspaces of its user whose `foreign_keys` is `allow`. */
    public bool $allWorkspaces;
    /** Time of the last use, written within seconds. Null: it was never used. */
    public ?\DateTimeImmutable $lastUsedAt;
    /** Time at which it ends. Null: it has no end. */
    public ?\DateTimeImmutable $expiresAt;
    public \DateTimeImmutable $createdAt;
    /**
     * `leaked` if the key was reported with `POST /keys/report`.
     *
     * @var 'leaked'|string|null
     */
    public ?string $reason;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'prefix' => ['prefix'],
        'scopes' => ['scopes'],
        'rateLimitTier' => ['rate_limit_tier'],
        'allowedIps' => ['allowed_ips'],
        'allWorkspaces' => ['all_workspaces'],
        'lastUsedAt' => ['last_used_at', 'time'],
        'expiresAt' => ['expires_at', 'time'],
        'createdAt' => ['created_at', 'time'],
        'reason' => ['reason', null, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
            $this->prefix,
            $this->scopes,
            $this->rateLimitTier,
            $this->allowedIps,
            $this->allWorkspaces,
            $this->lastUsedAt,
            $this->expiresAt,
            $this->createdAt,
            $this->reason,
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
