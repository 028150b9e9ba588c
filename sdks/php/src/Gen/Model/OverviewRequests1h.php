<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class OverviewRequests1h extends Model
{
    public int $success;
    public int $errors;
    public int $limited;

    protected const FIELDS = [
        'success' => ['success'],
        'errors' => ['errors'],
        'limited' => ['limited'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->success,
            $this->errors,
            $this->limited,
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
