<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use Closure;
use CorePhp\SDK\Error\ApiError;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\TransportError;
use CorePhp\SDK\Error\UnexpectedAnswerError;

/** Whether a call is sent again, and after how long. */
final readonly class RetryPolicy
{
    private const STATUSES = [408, 425, 429, 500, 502, 503, 504];
    private const WAIT_SECONDS_MAX = 8.0;

    /** @param Closure(): float $random from 0 to 1 */
    public function __construct(private int $maxRetries, private float $retryDelay, private float $maxRetryWait, private Closure $random)
    {
    }

    /**
     * Seconds until the next attempt; null: there is none.
     *
     * @param int $attempts how often the request was sent
     */
    public function wait(SdkError $failure, int $attempts): ?float
    {
        if ($attempts > $this->maxRetries || !self::isPassing($failure)) {
            return null;
        }
        $asked = $failure instanceof ApiError || $failure instanceof UnexpectedAnswerError ? $failure->retryAfter ?? 0.0 : 0.0;
        if ($asked > $this->maxRetryWait) {
            return null;
        }
        $bound = min(self::WAIT_SECONDS_MAX, $this->retryDelay * 2 ** ($attempts - 1));
        // On top of Retry-After: clients told the same second would otherwise all come back in it.
        return $asked + ($this->random)() * $bound;
    }

    private static function isPassing(SdkError $failure): bool
    {
        return match (true) {
            $failure instanceof TransportError => $failure->isRetryable,
            $failure instanceof UnexpectedAnswerError => in_array($failure->status, self::STATUSES, true),
            $failure instanceof ApiError => in_array($failure->status, self::STATUSES, true)
                || $failure->code === 'IDEMPOTENCY_IN_PROGRESS',
            default => false,
        };
    }
}
