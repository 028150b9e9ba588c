<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PublishMeta extends Model
{
    /** Events that are new. */
    public int $accepted;
    /** Events whose event_id was published before. */
    public int $duplicates;
    /** Events that were refused. */
    public int $failed;

    protected const FIELDS = [
        'accepted' => ['accepted'],
        'duplicates' => ['duplicates'],
        'failed' => ['failed'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->accepted,
            $this->duplicates,
            $this->failed,
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
