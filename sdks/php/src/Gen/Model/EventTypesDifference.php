<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class EventTypesDifference extends Model
{
    /** @var list<string> */
    public array $added;
    /** @var list<string> */
    public array $changed;
    /** @var list<string> */
    public array $removed;
    /** True: nothing was changed. */
    public bool $dryRun;

    protected const FIELDS = [
        'added' => ['added'],
        'changed' => ['changed'],
        'removed' => ['removed'],
        'dryRun' => ['dry_run'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->added,
            $this->changed,
            $this->removed,
            $this->dryRun,
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
