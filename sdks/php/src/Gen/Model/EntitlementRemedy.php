<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementRemedy extends Model
{
    /**
     * What to do: requests of an operator, or `wait`.
     *
     * @var 'boost'|'reactivate'|'assign'|'wait'|string
     */
    public string $kind;
    /**
     * Whose plan changes.
     *
     * @var 'namespace'|'workspace'|string|null
     */
    public ?string $ownerType;
    /** ID of the owner: a user, a workspace or a namespace. */
    public ?string $ownerId;
    /** Assigned package to reactivate. If it is null, `reactivate` means the workspace. */
    public ?string $assignmentId;
    /** Code of the package to assign or reactivate. */
    public ?string $package;
    /** Body of the smallest boost that suffices. */
    public ?EntitlementRemedyBoost $boost;
    /** With `wait`: time at which the check is allowed, if nothing is used until then. */
    public ?\DateTimeImmutable $until;

    protected const FIELDS = [
        'kind' => ['kind'],
        'ownerType' => ['owner_type'],
        'ownerId' => ['owner_id'],
        'assignmentId' => ['assignment_id'],
        'package' => ['package'],
        'boost' => ['boost', EntitlementRemedyBoost::class],
        'until' => ['until', 'time'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->kind,
            $this->ownerType,
            $this->ownerId,
            $this->assignmentId,
            $this->package,
            $this->boost,
            $this->until,
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
