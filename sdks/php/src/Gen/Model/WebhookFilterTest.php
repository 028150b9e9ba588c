<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Model;

use CorePhp\SDK\Model;

final readonly class WebhookFilterTest extends Model
{
    /** True if the event meets the filter. */
    public bool $matches;
    /**
     * A sentence for each condition that decided.
     *
     * @var list<string>
     */
    public array $because;

    protected const FIELDS = [
        'matches' => ['matches'],
        'because' => ['because'],
    ];

    protected function fill(array $values): void
    {
        unset(
            $this->matches,
            $this->because,
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
