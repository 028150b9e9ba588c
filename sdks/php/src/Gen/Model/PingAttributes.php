<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PingAttributes extends Model
{
    public string $id;
    /** URL that deliveries are sent to. */
    public string $url;

    protected const FIELDS = [
        'id' => ['id'],
        'url' => ['url'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->url,
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
