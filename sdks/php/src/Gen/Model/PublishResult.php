<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PublishResult extends Model
{
    /** Position in the request, from 0. */
    public int $index;
    /** ID of the accepted event. */
    public ?string $id;
    /** Reason why the event was not accepted. */
    public ?PublishError $error;

    protected const FIELDS = [
        'index' => ['index'],
        'id' => ['id', null, true],
        'error' => ['error', PublishError::class, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->index,
            $this->id,
            $this->error,
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
