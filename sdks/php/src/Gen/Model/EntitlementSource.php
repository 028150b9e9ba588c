<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementSource extends Model
{
    /** ID of the assigned package, of the boost, or of the package of the tier. */
    public string $id;
    /**
     * What grants it.
     *
     * @var 'package'|'boost'|'tier'|string
     */
    public string $kind;
    /** Code of the package, or of the feature of the boost. */
    public string $code;
    public string $name;
    /**
     * Its status now.
     *
     * @var 'active'|'suspended'|'cancelled'|'expired'|string
     */
    public string $status;
    /** Time from which it counts. Null: it has no beginning. */
    public ?\DateTimeImmutable $startsAt;
    /** Time at which it ends. Null: it has no end. */
    public ?\DateTimeImmutable $expiresAt;
    /**
     * Amount that it adds. The limit is the sum of the counted amounts of the level that decided.
     *
     * @var int|'unlimited'|'on'|string
     */
    public int|string $grants;
    /** True: the decision counts it. */
    public bool $isCounted;
    /** Reason why it is not counted: `NOT_STARTED`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED` or `BOOST_EXPIRED`. */
    public ?string $reason;

    protected const FIELDS = [
        'id' => ['id'],
        'kind' => ['kind'],
        'code' => ['code'],
        'name' => ['name'],
        'status' => ['status'],
        'startsAt' => ['starts_at', 'time'],
        'expiresAt' => ['expires_at', 'time'],
        'grants' => ['grants'],
        'isCounted' => ['is_counted'],
        'reason' => ['reason'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->id,
            $this->kind,
            $this->code,
            $this->name,
            $this->status,
            $this->startsAt,
            $this->expiresAt,
            $this->grants,
            $this->isCounted,
            $this->reason,
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
