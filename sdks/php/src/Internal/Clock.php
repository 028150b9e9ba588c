<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

/** Time and chance, which tests replace. */
class Clock
{
    /** Seconds that only grow. */
    public function monotonic(): float
    {
        return hrtime(true) / 1e9;
    }

    /** Unix seconds. */
    public function now(): int
    {
        return time();
    }

    public function random(): float
    {
        return random_int(0, 1_000_000) / 1_000_000;
    }

    public function sleep(float $seconds): void
    {
        usleep((int) ceil($seconds * 1e6));
    }
}
