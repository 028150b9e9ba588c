<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Options;

/** Times and counts that callers set. */
final class Limits
{
    private const NAMES = ['timeout', 'totalTimeout', 'maxRetries', 'retryDelay', 'maxRetryWait'];

    /** @throws SdkError for one that is negative or no number */
    public static function check(Options|CallOptions $options): void
    {
        foreach (self::NAMES as $name) {
            $value = $options->{$name} ?? 0;
            if ($value < 0 || is_nan((float) $value)) {
                throw new SdkError("{$name} must be a number, 0 or more.");
            }
        }
    }
}
