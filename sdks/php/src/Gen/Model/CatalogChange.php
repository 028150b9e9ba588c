<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class CatalogChange extends Model
{
    /**
     * What has the code.
     *
     * @var 'feature'|'package'|string
     */
    public string $kind;
    public string $code;

    protected const FIELDS = [
        'kind' => ['kind'],
        'code' => ['code'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->kind,
            $this->code,
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
