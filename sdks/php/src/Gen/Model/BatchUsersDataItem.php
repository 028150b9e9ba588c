<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class BatchUsersDataItem extends Model
{
    /** Position in the request, from 0. */
    public int $index;
    /** HTTP status of the operation. */
    public int $status;
    /** Null after a deletion. */
    public ?User $data;
    public ?BatchItemError $error;

    protected const FIELDS = [
        'index' => ['index'],
        'status' => ['status'],
        'data' => ['data', User::class, true],
        'error' => ['error', BatchItemError::class, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->index,
            $this->status,
            $this->data,
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
