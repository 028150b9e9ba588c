<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

/** The steps of a transfer that is alone on its multi handle. */
final class CurlStep
{
    private const PAUSE_MICROSECONDS = 1000;

    /** curl's number of the failure, once the transfer has ended; 0: none. Null: the transfer goes on. */
    public static function take(\CurlMultiHandle $multi): ?int
    {
        $code = curl_multi_exec($multi, $running);
        $done = curl_multi_info_read($multi);
        if ($done !== false) {
            return $done['result'];
        }
        // A multi handle that fails, or has lost the transfer, never tells of its end.
        return $code > CURLM_OK || $running === 0 ? CURLE_FAILED_INIT : null;
    }

    public static function wait(\CurlMultiHandle $multi, float $seconds): void
    {
        // Where curl has nothing to wait for, such as a socket, it returns at once.
        if (curl_multi_select($multi, $seconds) < 1) {
            usleep(self::PAUSE_MICROSECONDS);
        }
    }
}
