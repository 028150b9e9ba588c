<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookSeriesPoint extends Model
{
    /** Beginning of the bucket, in UTC. */
    public \DateTimeImmutable $at;
    /** Attempts with a 2xx. */
    public int $ok;
    /** Attempts with a response other than 2xx. */
    public int $failed;
    /** Attempts without a whole response in time. */
    public int $timedOut;
    /** Attempts without a connection: unknown host, no answer, or an address that is not allowed. */
    public int $refused;
    /** Median latency, at most 19 % too high; the same holds for `p95_ms`. Null if all attempts were refused. */
    public ?int $p50Ms;
    /** Latency that 95 % of the attempts stay below. */
    public ?int $p95Ms;

    protected const FIELDS = [
        'at' => ['at', 'time'],
        'ok' => ['ok'],
        'failed' => ['failed'],
        'timedOut' => ['timed_out'],
        'refused' => ['refused'],
        'p50Ms' => ['p50_ms'],
        'p95Ms' => ['p95_ms'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->at,
            $this->ok,
            $this->failed,
            $this->timedOut,
            $this->refused,
            $this->p50Ms,
            $this->p95Ms,
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
