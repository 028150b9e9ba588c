<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

final class RetryAfter
{
    /** Seconds from now that a Retry-After header asks for, as a number or as a date (RFC 9110); null for neither. */
    public static function seconds(?string $header, int $now): ?float
    {
        if ($header === null) {
            return null;
        }
        if (preg_match('/^\d+(\.\d+)?$/D', $header) === 1) {
            return (float) $header;
        }
        $date = \DateTimeImmutable::createFromFormat('D, d M Y H:i:s \G\M\T', $header, new \DateTimeZone('UTC'));
        return $date === false ? null : (float) max(0, $date->getTimestamp() - $now);
    }
}
