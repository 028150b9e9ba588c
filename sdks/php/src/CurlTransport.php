<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use Closure;
use CorePhp\SDK\Error\AbortedError;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\TransportTimeout;
use CorePhp\SDK\Internal\CertificateCheck;
use CorePhp\SDK\Internal\CurlStep;
use CorePhp\SDK\Internal\CurlStream;

/** ext-curl, on one handle that keeps its connections. */
final class CurlTransport implements StreamingTransport
{
    // NOTE: curl asks a function of progress once a second while nothing comes; a multi handle returns at once.
    private const NAP_SECONDS = 0.05;

    private ?\CurlHandle $handle = null;
    /** Keeps the connections of calls that can be aborted. */
    private ?\CurlMultiHandle $multi = null;
    private int $processId = 0;
    private bool $hasFailed = false;

    /** @param array<int, mixed> $curlOptions such as [CURLOPT_PROXY => '…'] or [CURLOPT_CAINFO => '…'] */
    public function __construct(private readonly array $curlOptions = [])
    {
    }

    public function send(#[\SensitiveParameter] Request $request, float $timeoutSeconds, ?Closure $isAborted): Answer
    {
        $handle = $this->handle();
        /** @var array<string, string> $headers */
        $headers = [];
        $this->set($handle, $request, $timeoutSeconds);
        curl_setopt($handle, CURLOPT_HEADERFUNCTION, static function (\CurlHandle $_, string $line) use (&$headers): int {
            self::addHeader($headers, $line);
            return strlen($line);
        });
        if ($isAborted === null) {
            $body = curl_exec($handle);
            $errno = curl_errno($handle);
        } else {
            [$body, $errno] = $this->watched($handle, $isAborted);
        }
        $status = curl_getinfo($handle, CURLINFO_RESPONSE_CODE);
        $sentence = curl_error($handle) ?: (string) curl_strerror($errno);
        curl_reset($handle);
        $this->hasFailed = $errno !== 0;
        if ($errno !== 0 || !is_string($body) || !is_int($status)) {
            throw self::failure($errno, $sentence);
        }
        return new Answer($status, $headers, $body);
    }

    public function open(#[\SensitiveParameter] Request $request, float $timeoutSeconds, float $moreSeconds, ?Closure $isAborted): OpenAnswer
    {
        // A handle of its own: other calls may come while the body is read.
        $handle = curl_init() ?: throw new SdkError('curl_init failed.');
        /** @var array<string, string> $headers */
        $headers = [];
        $this->set($handle, $request, $timeoutSeconds);
        curl_setopt($handle, CURLOPT_TIMEOUT_MS, 0);
        curl_setopt($handle, CURLOPT_HEADERFUNCTION, static function (\CurlHandle $_, string $line) use (&$headers): int {
            self::addHeader($headers, $line);
            return strlen($line);
        });
        $stream = new CurlStream($handle, $isAborted);
        $stream->begin($timeoutSeconds);
        $status = (int) curl_getinfo($handle, CURLINFO_RESPONSE_CODE);
        return new OpenAnswer($status, $headers, $stream->chunks($status === 200 ? $moreSeconds : $timeoutSeconds));
    }

    public function name(): string
    {
        $version = curl_version();
        return 'curl/' . ($version === false ? '0' : $version['version']);
    }

    private function handle(): \CurlHandle
    {
        // A forked process must not speak on its parent's connections.
        if ($this->handle === null || $this->processId !== getmypid()) {
            $this->handle = curl_init() ?: throw new SdkError('curl_init failed.');
            $this->processId = (int) getmypid();
            $this->multi = null;
        }
        return $this->handle;
    }

    /**
     * The body and curl's number of the failure; 0: none.
     *
     * @param Closure(): bool $isAborted
     *
     * @return array{string|null, int}
     */
    private function watched(\CurlHandle $handle, Closure $isAborted): array
    {
        $multi = $this->multi ??= curl_multi_init();
        curl_multi_add_handle($multi, $handle);
        try {
            while (($errno = CurlStep::take($multi)) === null) {
                if ($isAborted()) {
                    return [null, CURLE_ABORTED_BY_CALLBACK];
                }
                CurlStep::wait($multi, self::NAP_SECONDS);
            }
            if ($errno === CURLE_FAILED_INIT) {
                // The next attempt has a new one.
                $this->multi = null;
            }
            return [curl_multi_getcontent($handle), $errno];
        } finally {
            curl_multi_remove_handle($multi, $handle);
        }
    }

    private function set(\CurlHandle $handle, #[\SensitiveParameter] Request $request, float $timeoutSeconds): void
    {
        try {
            curl_setopt_array($handle, $this->curlOptions + $this->optionsOf($request, $timeoutSeconds));
        } catch (\ValueError | \TypeError $cause) {
            // NOTE: the frames of $cause hold the key, so it is not passed on as the previous error.
            curl_reset($handle);
            throw new SdkError("curl refuses an option of this transport: {$cause->getMessage()}");
        }
    }

    /** @return array<int, mixed> */
    private function optionsOf(#[\SensitiveParameter] Request $request, float $timeoutSeconds): array
    {
        $lines = ['Expect:'];
        foreach ($request->headersWithKey() as $name => $value) {
            $lines[] = $value === '' ? "{$name};" : "{$name}: {$value}";
        }
        $timeoutMs = max(1, (int) ceil($timeoutSeconds * 1000));
        $options = [
            CURLOPT_URL => $request->url,
            CURLOPT_CUSTOMREQUEST => $request->method,
            CURLOPT_HTTPHEADER => $lines,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_TIMEOUT_MS => $timeoutMs,
            CURLOPT_CONNECTTIMEOUT_MS => $timeoutMs,
            CURLOPT_NOSIGNAL => true,
            // NOTE: curl repeats a request by itself when a kept connection turns out to be dead.
            CURLOPT_FRESH_CONNECT => $this->hasFailed,
        ];
        if ($request->method === 'HEAD') {
            // Else curl waits for the body that the headers announce.
            $options[CURLOPT_NOBODY] = true;
        }
        return $request->body === null ? $options : $options + [CURLOPT_POSTFIELDS => $request->body];
    }

    /** @param array<string, string> $headers */
    private static function addHeader(array &$headers, string $line): void
    {
        if (str_starts_with($line, 'HTTP/')) {
            $headers = [];
            return;
        }
        [$name, $value] = explode(':', $line, 2) + [1 => null];
        if ($value !== null) {
            $name = strtolower(trim($name));
            $headers[$name] = isset($headers[$name]) ? "{$headers[$name]}, " . trim($value) : trim($value);
        }
    }

    private static function failure(int $errno, string $sentence): SdkError
    {
        return match ($errno) {
            CURLE_OPERATION_TIMEDOUT => new TransportTimeout($sentence),
            CURLE_ABORTED_BY_CALLBACK => new AbortedError('The call was aborted.'),
            default => CertificateCheck::failure($sentence, $errno),
        };
    }
}
