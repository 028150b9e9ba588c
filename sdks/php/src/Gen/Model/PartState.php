<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Version of the process that answered; null if none did. */
final readonly class PartState extends Model
{
    /** @var 'gateway'|'identity'|'tenancy'|'webhooks'|string */
    public string $name;
    public bool $ready;
    public ?string $version;

    protected const FIELDS = [
        'name' => ['name'],
        'ready' => ['ready'],
        'version' => ['version'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->name,
            $this->ready,
            $this->version,
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
