<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\TransportError;

/** Failed checks of a TLS certificate: another attempt would fail in the same way. */
final class CertificateCheck
{
    /** https://curl.se/libcurl/c/libcurl-errors.html: the server's certificate, its pin or status, and the files with which it is checked. */
    private const CURL_ERRORS = [51, 58, 60, 77, 83, 90, 91];
    /** As curl and PHP's own streams say it, and Guzzle with curl's number. */
    private const SENTENCES = '/certificate (problem|verify failed|subject name)|cURL error (51|58|60|77|83|90|91):/i';

    /** @param int $errno of curl; 0 where it is not known */
    public static function failure(string $sentence, int $errno = 0): TransportError
    {
        $error = new TransportError($sentence);
        $error->isRetryable = !in_array($errno, self::CURL_ERRORS, true) && preg_match(self::SENTENCES, $sentence) !== 1;
        return $error;
    }
}
