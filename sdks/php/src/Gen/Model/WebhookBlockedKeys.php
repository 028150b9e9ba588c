<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookBlockedKeys extends Model
{
    /** Counted up to 1,000. */
    public int $count;
    /** Time at which the delivery that waits longest would have been due. */
    public \DateTimeImmutable $since;
    /** The ordering key of that delivery. */
    public string $oldestKey;

    protected const FIELDS = [
        'count' => ['count'],
        'since' => ['since', 'time'],
        'oldestKey' => ['oldest_key'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->count,
            $this->since,
            $this->oldestKey,
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
