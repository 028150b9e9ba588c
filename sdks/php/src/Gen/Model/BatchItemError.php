<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class BatchItemError extends Model
{
    public string $code;
    /** A sentence for people; its wording may change. */
    public string $message;
    /**
     * Sentences by field.
     *
     * @var array<string, list<string>>|null
     */
    public ?array $details;
    /** Seconds to wait before the next try. */
    public ?int $retryAfter;

    protected const FIELDS = [
        'code' => ['code'],
        'message' => ['message'],
        'details' => ['details', ['map', null], true],
        'retryAfter' => ['retry_after', null, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->code,
            $this->message,
            $this->details,
            $this->retryAfter,
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
