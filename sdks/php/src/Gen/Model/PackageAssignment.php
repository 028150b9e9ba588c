<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class PackageAssignment extends Model
{
    public string $id;
    /** The assigned package. */
    public PackageAssignmentPackage $package;
    /**
     * A cancelled package with an end in the future is usable until that end.
     *
     * @var 'active'|'suspended'|'cancelled'|'expired'|string
     */
    public string $status;
    /** Time from which it counts. */
    public \DateTimeImmutable $startsAt;
    /** Time at which it ends. Null: it has no end. */
    public ?\DateTimeImmutable $expiresAt;
    /** Start from which monthly windows are counted. */
    public \DateTimeImmutable $billingAnchor;

    protected const FIELDS = [
        'id' => ['id'],
        'package' => ['package', PackageAssignmentPackage::class],
        'status' => ['status'],
        'startsAt' => ['starts_at', 'time'],
        'expiresAt' => ['expires_at', 'time'],
        'billingAnchor' => ['billing_anchor', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->package,
            $this->status,
            $this->startsAt,
            $this->expiresAt,
            $this->billingAnchor,
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
