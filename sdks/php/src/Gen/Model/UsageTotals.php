<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class UsageTotals extends Model
{
    public int $requests;
    /** Responses with 2xx and 3xx. */
    public int $success;
    /** All other responses. */
    public int $errors;
    /** Percentage; 100 if there were no requests. */
    public float $successRate;

    protected const FIELDS = [
        'requests' => ['requests'],
        'success' => ['success'],
        'errors' => ['errors'],
        'successRate' => ['success_rate'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->requests,
            $this->success,
            $this->errors,
            $this->successRate,
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
