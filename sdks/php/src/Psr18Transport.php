<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use Closure;
use CorePhp\SDK\Error\AbortedError;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\TransportError;
use CorePhp\SDK\Error\TransportTimeout;
use CorePhp\SDK\Internal\CertificateCheck;
use GuzzleHttp\ClientInterface as Guzzle;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Message\StreamInterface;
use Symfony\Component\HttpClient\Psr18Client as Symfony;

/**
 * Any PSR-18 client. Guzzle and Symfony are given the timeout of each attempt; set that of another client yourself, and
 * let it follow no redirect. Symfony's client reads ahead of its reader: for exports larger than memory, take another one.
 */
final class Psr18Transport implements StreamingTransport
{
    private const CHUNK_BYTES = 65_536;

    public function __construct(
        private readonly ClientInterface $client,
        private readonly RequestFactoryInterface $requestFactory,
        private readonly StreamFactoryInterface $streamFactory,
    ) {
    }

    /**
     * A transport on Guzzle, else on Symfony's client; PSR-7 objects are theirs or Nyholm's.
     *
     * @throws SdkError if none is installed
     */
    public static function discover(): self
    {
        $factory = match (true) {
            class_exists(\GuzzleHttp\Psr7\HttpFactory::class) => new \GuzzleHttp\Psr7\HttpFactory(),
            class_exists(\Nyholm\Psr7\Factory\Psr17Factory::class) => new \Nyholm\Psr7\Factory\Psr17Factory(),
            default => throw new SdkError('No PSR-17 factory is installed: install guzzlehttp/psr7 or nyholm/psr7.'),
        };
        $client = match (true) {
            class_exists(\GuzzleHttp\Client::class) => new \GuzzleHttp\Client(),
            class_exists(Symfony::class) => new Symfony(null, $factory, $factory),
            default => throw new SdkError('No PSR-18 client is installed: install guzzlehttp/guzzle or symfony/http-client.'),
        };
        return new self($client, $factory, $factory);
    }

    public function send(#[\SensitiveParameter] Request $request, float $timeoutSeconds, ?Closure $isAborted): Answer
    {
        $timeoutSeconds = self::wholeMilliseconds($timeoutSeconds);
        return self::attempted($request, $timeoutSeconds, function () use ($request, $timeoutSeconds): Answer {
            $response = $this->sendMessage($this->message($request), $timeoutSeconds);
            $body = (string) $response->getBody();
            if ($request->method !== 'HEAD') {
                self::refuseCut($response, strlen($body));
            }
            return new Answer($response->getStatusCode(), self::headers($response), $body);
        });
    }

    public function open(#[\SensitiveParameter] Request $request, float $timeoutSeconds, float $moreSeconds, ?Closure $isAborted): OpenAnswer
    {
        $timeoutSeconds = self::wholeMilliseconds($timeoutSeconds);
        $moreSeconds = self::wholeMilliseconds($moreSeconds);
        $response = self::attempted($request, $timeoutSeconds, fn () => $this->sendMessage($this->message($request), $timeoutSeconds, $moreSeconds));
        return new OpenAnswer($response->getStatusCode(), self::headers($response), self::chunks($request, $response, $moreSeconds, $isAborted));
    }

    /** Clients count whole milliseconds, and take 0 for no limit. */
    private static function wholeMilliseconds(float $seconds): float
    {
        return max(1, ceil($seconds * 1000)) / 1000;
    }

    /** @return \Generator<int, string> */
    private static function chunks(#[\SensitiveParameter] Request $request, #[\SensitiveParameter] ResponseInterface $response, float $timeoutSeconds, ?Closure $isAborted): \Generator
    {
        $body = $response->getBody();
        $length = 0;
        try {
            while (!$body->eof()) {
                if ($isAborted !== null && $isAborted()) {
                    throw new AbortedError('The call was aborted.');
                }
                $chunk = self::attempted($request, $timeoutSeconds, static fn (): string => self::read($body, $timeoutSeconds));
                $length += strlen($chunk);
                yield $chunk;
            }
        } finally {
            $body->close();
        }
        self::refuseCut($response, $length);
    }

    /** The next bytes; streams tell of a failure by a warning, a false or an exception. */
    private static function read(#[\SensitiveParameter] StreamInterface $body, float $timeoutSeconds): string
    {
        $said = '';
        set_error_handler(static function (int $_, string $sentence) use (&$said): bool {
            $said = $sentence;
            return true;
        });
        try {
            $chunk = $body->read(self::CHUNK_BYTES);
        } catch (\Throwable $cause) {
            $said = $said ?: $cause->getMessage();
            $chunk = '';
        } finally {
            restore_error_handler();
        }
        if ($chunk === '' && $body->getMetadata('timed_out') === true) {
            throw new TransportTimeout(sprintf('No more of the answer came within %.3g s.', $timeoutSeconds));
        }
        return $said === '' ? $chunk : throw new \RuntimeException($said);
    }

    private function message(#[\SensitiveParameter] Request $request): RequestInterface
    {
        $message = $this->requestFactory->createRequest($request->method, $request->url);
        foreach ($request->headersWithKey() as $name => $value) {
            $message = $message->withHeader($name, $value);
        }
        if ($request->body !== null) {
            $message = $message->withBody($this->streamFactory->createStream($request->body));
        }
        return $message;
    }

    /**
     * @template T
     *
     * @param Closure(): T $work
     *
     * @return T
     */
    private static function attempted(#[\SensitiveParameter] Request $request, float $timeoutSeconds, #[\SensitiveParameter] Closure $work): mixed
    {
        $endsAt = hrtime(true) / 1e9 + $timeoutSeconds;
        try {
            return $work();
        } catch (SdkError $failure) {
            throw $failure;
        } catch (\Throwable $cause) {
            // NOTE: $cause holds the request with its key, so it is not passed on as the previous error.
            $sentence = str_replace($request->headersWithKey()['Authorization'], '[redacted]', $cause->getMessage());
            // They may end one early.
            throw hrtime(true) / 1e9 >= $endsAt - 0.002 ? new TransportTimeout($sentence) : CertificateCheck::failure($sentence);
        }
    }

    public function name(): string
    {
        return strtolower(str_replace('\\', '-', $this->client::class)) . '/psr-18';
    }

    /** @param float|null $moreSeconds for each wait for more of a body that is left to be read; null: it is read at once */
    private function sendMessage(RequestInterface $message, float $timeoutSeconds, ?float $moreSeconds = null): ResponseInterface
    {
        if ($this->client instanceof Guzzle) {
            return $this->client->send($message, [
                'timeout' => $timeoutSeconds,
                'read_timeout' => $moreSeconds ?? $timeoutSeconds,
                'allow_redirects' => false,
                'http_errors' => false,
                'synchronous' => true,
                'stream' => $moreSeconds !== null,
            ]);
        }
        if ($this->client instanceof Symfony) {
            $bounds = $moreSeconds === null ? ['max_duration' => $timeoutSeconds] : ['buffer' => false];
            $response = $this->client
                ->withOptions([...$bounds, 'timeout' => $timeoutSeconds, 'max_redirects' => 0])
                ->sendRequest($message);
            return $moreSeconds !== null && $response->getStatusCode() === 200 ? $this->waitingFor($response, $moreSeconds) : $response;
        }
        return $this->client->sendRequest($message);
    }

    /** Symfony's body is a stream of PHP, which takes a time of its own. */
    private function waitingFor(#[\SensitiveParameter] ResponseInterface $response, float $seconds): ResponseInterface
    {
        $body = $response->getBody()->detach();
        if ($body === null) {
            return $response;
        }
        stream_set_timeout($body, (int) $seconds, (int) (fmod($seconds, 1) * 1e6));
        return $response->withBody($this->streamFactory->createStreamFromResource($body));
    }

    private static function refuseCut(ResponseInterface $response, int $received): void
    {
        $length = $response->getHeaderLine('Content-Length');
        $hasBody = !in_array($response->getStatusCode(), [204, 205, 304], true) && !$response->hasHeader('Content-Encoding');
        if ($hasBody && ctype_digit($length) && $received < (int) $length) {
            throw new TransportError(sprintf('The answer was cut: %d of %d bytes came.', $received, $length));
        }
    }

    /** @return array<string, string> */
    private static function headers(ResponseInterface $response): array
    {
        $headers = [];
        foreach ($response->getHeaders() as $name => $values) {
            $headers[strtolower((string) $name)] = implode(', ', $values);
        }
        return $headers;
    }
}
