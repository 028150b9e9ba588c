<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WorkspaceAttributes extends Model
{
    public string $id;
    public string $name;
    /** Short name for URLs: lower-case letters, digits and single dashes. */
    public string $slug;
    /** Decides the rate limits: `free`, `pro`, `business` or `enterprise`. */
    public string $tier;
    /**
     * Calls in a suspended workspace are refused.
     *
     * @var 'active'|'suspended'|string
     */
    public string $status;
    public \DateTimeImmutable $createdAt;
    public \DateTimeImmutable $updatedAt;
    /**
     * `timezone` (IANA), `locale` (BCP 47) and any other keys.
     *
     * @var array<string, mixed>
     */
    public array $settings;
    /**
     * Whether API keys of other workspaces that have `all_workspaces` can act in this workspace.
     *
     * @var 'allow'|'refuse'|string
     */
    public string $foreignKeys;

    protected const FIELDS = [
        'id' => ['id'],
        'name' => ['name'],
        'slug' => ['slug'],
        'tier' => ['tier'],
        'status' => ['status'],
        'createdAt' => ['created_at', 'time'],
        'updatedAt' => ['updated_at', 'time'],
        'settings' => ['settings', ['map', null]],
        'foreignKeys' => ['foreign_keys'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->name,
            $this->slug,
            $this->tier,
            $this->status,
            $this->createdAt,
            $this->updatedAt,
            $this->settings,
            $this->foreignKeys,
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
