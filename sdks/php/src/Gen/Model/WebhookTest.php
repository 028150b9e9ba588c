<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookTest extends Model
{
    /** True for a 2xx. */
    public bool $success;
    /** Null if there was no response. */
    public ?int $statusCode;
    /** Duration of the test in milliseconds. */
    public int $responseTimeMs;
    /** Reason of the failure. */
    public ?string $error;

    protected const FIELDS = [
        'success' => ['success'],
        'statusCode' => ['status_code'],
        'responseTimeMs' => ['response_time_ms'],
        'error' => ['error', null, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->success,
            $this->statusCode,
            $this->responseTimeMs,
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
