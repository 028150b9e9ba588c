<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EntitlementLevel extends Model
{
    /**
     * Whose packages: those of the namespace, of the paying workspace, or of the tier of the user.
     *
     * @var 'namespace'|'workspace'|'tier'|string
     */
    public string $level;
    /** ID of the owner: a user, a workspace or a namespace. */
    public string $ownerId;
    /**
     * IDs of the packages and boosts of this level that concern the feature.
     *
     * @var list<string>
     */
    public array $considered;
    /** Null if this level decided. */
    public ?string $passedOverBecause;
    /**
     * Packages and boosts that concern the feature, counted or not.
     *
     * @var list<EntitlementSource>
     */
    public array $sources;

    protected const FIELDS = [
        'level' => ['level'],
        'ownerId' => ['owner_id'],
        'considered' => ['considered'],
        'passedOverBecause' => ['passed_over_because'],
        'sources' => ['sources', ['list', EntitlementSource::class]],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->level,
            $this->ownerId,
            $this->considered,
            $this->passedOverBecause,
            $this->sources,
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
