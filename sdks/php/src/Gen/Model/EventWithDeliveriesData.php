<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

/** Data of the event. The data of a published event is as the publisher sent it. */
final readonly class EventWithDeliveriesData extends Model
{
    /** Present in events of Plinth itself. */
    public ?EventWithDeliveriesDataObject $object;

    protected const FIELDS = [
        'object' => ['object', EventWithDeliveriesDataObject::class, true],
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
