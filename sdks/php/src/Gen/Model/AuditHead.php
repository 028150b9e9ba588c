<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class AuditHead extends Model
{
    /** The day on which the entry was sealed. The head of the current day still moves. */
    public string $day;
    /** Month of the chain, in UTC. */
    public string $month;
    /** Place of the entry in its chain, from 1. */
    public int $position;
    /** SHA-256 in hex. */
    public string $seal;
    public string $entryId;
    /** Time at which the entry was sealed. */
    public \DateTimeImmutable $sealedAt;
    /** Time at which AUDIT_SEAL_URL accepted the head; without that setting, at which it was logged. */
    public ?\DateTimeImmutable $reportedAt;

    protected const FIELDS = [
        'day' => ['day'],
        'month' => ['month'],
        'position' => ['position'],
        'seal' => ['seal'],
        'entryId' => ['entry_id'],
        'sealedAt' => ['sealed_at', 'time'],
        'reportedAt' => ['reported_at', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->day,
            $this->month,
            $this->position,
            $this->seal,
            $this->entryId,
            $this->sealedAt,
            $this->reportedAt,
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
