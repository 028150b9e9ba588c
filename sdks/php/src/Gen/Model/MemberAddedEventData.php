<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class MemberAddedEventData extends Model
{
    /** The object that the event is about. */
    public MemberAddedEventDataObject $object;

    protected const FIELDS = [
        'object' => ['object', MemberAddedEventDataObject::class],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->object,
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
