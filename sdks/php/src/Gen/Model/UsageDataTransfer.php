<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Bytes of the bodies. */
final readonly class UsageDataTransfer extends Model
{
    public int $requestBytes;
    public int $responseBytes;

    protected const FIELDS = [
        'requestBytes' => ['request_bytes'],
        'responseBytes' => ['response_bytes'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->requestBytes,
            $this->responseBytes,
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
