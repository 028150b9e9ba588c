<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class DeliveryAttempt extends Model
{
    /** Number of the attempt, from 1. */
    public int $number;
    /** Why the attempt was made: `schedule`, `manual` for a retry, `replay` or `test`. */
    public string $trigger;
    /** `ok` for a 2xx or an acknowledged poll, `http` for another status, and `returned` if a poll gave the delivery back; without a response `timeout`, `connect`, `dns`, `tls`, `blocked` for a refused address, or `unknown`. */
    public string $outcome;
    /** Status of the response. Null: there was no response. */
    public ?int $statusCode;
    /** Null if the URL is not known; `request_headers` is null then too. */
    public ?string $url;
    /**
     * Values of custom headers are shown as `********`, and so are the signatures unless you are allowed to send the delivery again: as an owner, an admin or an operator, with `write:webhooks`.
     *
     * @var array<string, string>|null
     */
    public ?array $requestHeaders;
    /**
     * Headers of the response.
     *
     * @var array<string, string>
     */
    public array $responseHeaders;
    /** The first 16 KiB of the response. */
    public string $responseBody;
    /** True if the response was longer than the 16 KiB that are kept. */
    public bool $bodyIsCut;
    /** Start of the attempt. Null: it is not known. */
    public ?\DateTimeImmutable $startedAt;
    /**
     * Milliseconds of each phase: `wait`, `dns`, `connect`, `tls`, `first_byte` and `total`.
     *
     * @var array<string, int>
     */
    public array $timingsMs;
    /** Reason of the failure. Null: nothing failed. */
    public ?string $error;

    protected const FIELDS = [
        'number' => ['number'],
        'trigger' => ['trigger'],
        'outcome' => ['outcome'],
        'statusCode' => ['status_code'],
        'url' => ['url'],
        'requestHeaders' => ['request_headers', ['map', null]],
        'responseHeaders' => ['response_headers', ['map', null]],
        'responseBody' => ['response_body'],
        'bodyIsCut' => ['body_is_cut'],
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
            $this->url,
            $this->requestHeaders,
            $this->responseHeaders,
            $this->responseBody,
            $this->bodyIsCut,
            $this->startedAt,
            $this->timingsMs,
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
