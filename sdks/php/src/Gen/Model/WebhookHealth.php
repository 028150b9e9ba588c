<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookHealth extends Model
{
    /**
     * slow and failing: by its last attempts. open: it does not answer, and nothing is sent until `open_until`. disabled: its deliveries are held.
     *
     * @var 'healthy'|'slow'|'failing'|'open'|'disabled'|string
     */
    public string $state;
    /** Time until which nothing is sent. Null unless the state is open. */
    public ?\DateTimeImmutable $openUntil;
    /** Deliveries that are being sent. */
    public int $inFlight;
    /** Deliveries that may be in flight. */
    public int $window;
    /** Deliveries that could be sent now, counted up to 1,000. */
    public int $due;
    /** Counted up to 1,000. */
    public int $held;
    /** Time since which the oldest delivery is due. Null: none is due. */
    public ?\DateTimeImmutable $oldestDueAt;
    /** From 0 to 1. Null without attempts. */
    public ?float $successRate1h;
    /** At most 19 % too high. Null without an answer. */
    public ?int $p95Ms1h;

    protected const FIELDS = [
        'state' => ['state'],
        'openUntil' => ['open_until', 'time'],
        'inFlight' => ['in_flight'],
        'window' => ['window'],
        'due' => ['due'],
        'held' => ['held'],
        'oldestDueAt' => ['oldest_due_at', 'time'],
        'successRate1h' => ['success_rate_1h'],
        'p95Ms1h' => ['p95_ms_1h'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->state,
            $this->openUntil,
            $this->inFlight,
            $this->window,
            $this->due,
            $this->held,
            $this->oldestDueAt,
            $this->successRate1h,
            $this->p95Ms1h,
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
