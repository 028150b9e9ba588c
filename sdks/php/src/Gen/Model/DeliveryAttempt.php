<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class DeliveryAttempt extends Model
{
    public int $number;
    public string $trigger;
    public string $outcome;
    public ?int $statusCode;
    /** @var array<string, string> */
    public array $responseHeaders;
    public string $responseBody;
    public ?\DateTimeImmutable $startedAt;
    /** @var array<string, int> */
    public array $timingsMs;
    public ?string $error;

    protected const FIELDS = [
        'number' => ['number'],
        'trigger' => ['trigger'],
        'outcome' => ['outcome'],
        'statusCode' => ['status_code'],
        'responseHeaders' => ['response_headers', ['map', null]],
        'responseBody' => ['response_body'],
        'startedAt' => ['started_at', 'time'],
        'timingsMs' => ['timings_ms', ['map', null]],
        'error' => ['error'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->number,
            $this->trigger,
            $this->outcome,
            $this->statusCode,
            $this->responseHeaders,
            $this->responseBody,
            $this->startedAt,
            $this->timingsMs,
            $this->error,
        );
        foreach ($values as $name => $value) {
            $this->{$name} = $value;
        }
    }
}
