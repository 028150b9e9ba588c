<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Data of the event; those of a published event as its publisher sent them. */
final readonly class EventData extends Model
{
    /** Of the events of Plinth itself. */
    public ?EventDataObject $object;

    protected const FIELDS = [
        'object' => ['object', EventDataObject::class, true],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->object,
        );
        foreach ($values as $name => $value) {
            $this->{$name} = $value;
        }
    }
}
