<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookWithSecretRateLimit extends Model
{
    /** Deliveries that may start in a second. */
    public int $perSecond;

    protected const FIELDS = [
        'perSecond' => ['per_second'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->perSecond,
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
