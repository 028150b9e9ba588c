<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use Closure;
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
use Symfony\Component\HttpClient\Psr18Client as Symfony;

/**
 * Any PSR-18 client. Guzzle and Symfony are given the timeout of each attempt; set that of another client yourself, and
 * let it follow no redirect.
 */
final class Psr18Transport implements Transport
{
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
        $message = $this->requestFactory->createRequest($request->method, $request->url);
        foreach ($request->headersWithKey() as $name => $value) {
            $message = $message->withHeader($name, $value);
        }
        if ($request->body !== null) {
            $message = $message->withBody($this->streamFactory->createStream($request->body));
        }
        // Clients count whole milliseconds, and take 0 for no limit.
        $timeoutSeconds = max(1, ceil($timeoutSeconds * 1000)) / 1000;
        $endsAt = microtime(true) + $timeoutSeconds;
        try {
            $response = $this->sendMessage($message, $timeoutSeconds);
            $body = (string) $response->getBody();
        } catch (\Throwable $cause) {
            // NOTE: $cause holds the request with its key, so it is not passed on as the previous error.
            $sentence = str_replace($request->headersWithKey()['Authorization'], '[redacted]', $cause->getMessage());
            // They may end one early.
            throw microtime(true) >= $endsAt - 0.002 ? new TransportTimeout($sentence) : CertificateCheck::failure($sentence);
        }
        return self::answer($response, $body);
    }

    public function name(): string
    {
        return strtolower(str_replace('\\', '-', $this->client::class)) . '/psr-18';
    }

    private function sendMessage(RequestInterface $message, float $timeoutSeconds): ResponseInterface
    {
        if ($this->client instanceof Guzzle) {
            return $this->client->send($message, [
                'timeout' => $timeoutSeconds,
                'read_timeout' => $timeoutSeconds,
                'allow_redirects' => false,
                'http_errors' => false,
                'synchronous' => true,
            ]);
        }
        if ($this->client instanceof Symfony) {
            return $this->client
                ->withOptions(['max_duration' => $timeoutSeconds, 'timeout' => $timeoutSeconds, 'max_redirects' => 0])
                ->sendRequest($message);
        }
        return $this->client->sendRequest($message);
    }

    private static function answer(ResponseInterface $response, string $body): Answer
    {
        $length = $response->getHeaderLine('Content-Length');
        $hasBody = !in_array($response->getStatusCode(), [204, 205, 304], true) && !$response->hasHeader('Content-Encoding');
        if ($hasBody && ctype_digit($length) && strlen($body) < (int) $length) {
            throw new TransportError(sprintf('The answer was cut: %d of %d bytes came.', strlen($body), $length));
        }
        $headers = [];
        foreach ($response->getHeaders() as $name => $values) {
            $headers[strtolower((string) $name)] = implode(', ', $values);
        }
        return new Answer($response->getStatusCode(), $headers, $body);
    }
}
