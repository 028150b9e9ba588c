<?php

declare(strict_types=1);

namespace CorePhp\SDK;

/** An answer of `Client::request`, whose fields this version need not know. */
final readonly class Record extends Model
{
    protected function fill(array $values): void
    {
    }
}
