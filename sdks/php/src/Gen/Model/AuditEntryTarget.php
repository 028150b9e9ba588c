<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** What was changed. */
final readonly class AuditEntryTarget extends Model
{
    public string $type;
    public ?string $id;
    public ?string $name;

    protected const FIELDS = [
        'type' => ['type'],
        'id' => ['id'],
        'name' => ['name'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->type,
            $this->id,
            $this->name,
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
