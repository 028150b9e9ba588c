<?php

declare(strict_types=1);

namespace CorePhp\SDK;

/** The hourly limit after a call. */
final readonly class RateLimit
{
    public function __construct(public int $limit, public int $remaining, public \DateTimeImmutable $reset)
    {
    }
}
