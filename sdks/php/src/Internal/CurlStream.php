<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use Closure;
use CorePhp\SDK\Error\AbortedError;
use CorePhp\SDK\Error\TransportTimeout;

/** One transfer of curl that goes on while its bytes are taken: what is not taken yet is a buffer of the connection. */
final class CurlStream
{
    private const NAP_SECONDS = 0.05;

    private readonly \CurlMultiHandle $multi;
    private string $received = '';
    /** Of curl; null: the transfer goes on. */
    private ?int $result = null;

    /** @param Closure(): bool|null $isAborted */
    public function __construct(private readonly \CurlHandle $handle, private readonly ?Closure $isAborted)
    {
        // Holds the bytes alone: what holds the stream too would keep the connection until PHP looks for circles.
        $received = &$this->received;
        curl_setopt($handle, CURLOPT_WRITEFUNCTION, static function (\CurlHandle $_, string $bytes) use (&$received): int {
            $received .= $bytes;
            return strlen($bytes);
        });
        $this->multi = curl_multi_init();
        curl_multi_add_handle($this->multi, $handle);
    }

    /** Waits for the first bytes of the body, or its end. */
    public function begin(float $timeoutSeconds): void
    {
        $this->wait($timeoutSeconds);
        if ($this->received === '') {
            $this->refuseFailure();
        }
    }

    /**
     * @param float $timeoutSeconds for each wait for more
     *
     * @return \Generator<int, string>
     */
    public function chunks(float $timeoutSeconds): \Generator
    {
        try {
            do {
                $bytes = $this->received;
                $this->received = '';
                yield $bytes;
                $this->wait($timeoutSeconds);
            } while ($this->received !== '');
            $this->refuseFailure();
        } finally {
            curl_multi_remove_handle($this->multi, $this->handle);
        }
    }

    private function wait(float $timeoutSeconds): void
    {
        $until = hrtime(true) / 1e9 + $timeoutSeconds;
        while ($this->result === null && $this->received === '') {
            $this->result = CurlStep::take($this->multi);
            if ($this->result !== null || $this->received !== '') {
                return;
            }
            if ($this->isAborted !== null && ($this->isAborted)()) {
                throw new AbortedError('The call was aborted.');
            }
            $left = $until - hrtime(true) / 1e9;
            if ($left <= 0) {
                throw new TransportTimeout(sprintf('No more of the answer came within %.3g s.', $timeoutSeconds));
            }
            CurlStep::wait($this->multi, min($left, self::NAP_SECONDS));
        }
    }

    private function refuseFailure(): void
    {
        $errno = $this->result ?? 0;
        if ($errno !== 0) {
            throw CertificateCheck::failure(curl_error($this->handle) ?: (string) curl_strerror($errno), $errno);
        }
    }
}
