<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Internal\Clock;

/** Moves only by sleeping; chance is always the same. */
class StillClock extends Clock
{
    /** @var list<float> */
    public array $slept = [];
    public float $seconds = 0.0;

    public function __construct(private readonly float $random = 1.0)
    {
    }

    public function monotonic(): float
    {
        return $this->seconds;
    }

    public function now(): int
    {
        return 1_767_607_200 + (int) $this->seconds;
    }

    public function random(): float
    {
        return $this->random;
    }

    public function sleep(float $seconds): void
    {
        $this->slept[] = round($seconds, 3);
        $this->seconds += $seconds;
    }
}
