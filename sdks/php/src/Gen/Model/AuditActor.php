<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class AuditActor extends Model
{
    /** @var 'user'|'operator'|'system'|string */
    public string $type;
    /** ID of the user or of the operator key. */
    public ?string $id;
    public ?string $keyId;
    /** The name at that time. */
    public ?string $name;

    protected const FIELDS = [
        'type' => ['type'],
        'id' => ['id'],
        'keyId' => ['key_id'],
        'name' => ['name'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->type,
            $this->id,
            $this->keyId,
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
