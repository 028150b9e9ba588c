<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** The assigned package. */
final readonly class PackageAssignmentPackage extends Model
{
    public string $id;
    public string $code;
    public string $name;

    protected const FIELDS = [
        'id' => ['id'],
        'code' => ['code'],
        'name' => ['name'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->code,
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
