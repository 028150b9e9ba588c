<?php

declare(strict_types=1);

namespace CorePhp\SDK;

/** Status and headers as a transport received them, and the body as it comes. */
final readonly class OpenAnswer
{
    /**
     * @param array<string, string> $headers by name in lower case; repeated ones joined by a comma
     * @param \Generator<int, string>|list<string> $chunks the body's bytes, read once
     */
    public function __construct(public int $status, public array $headers, public iterable $chunks)
    {
    }
}
