<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Client;
use CorePhp\SDK\CurlTransport;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\TransportError;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\Attributes\Group;
use PHPUnit\Framework\TestCase;

final class SecrecyTest extends TestCase
{
    private const KEY = 'sk_live_thesecretpart';

    /** @return iterable<string, array{string}> */
    public static function transports(): iterable
    {
        yield 'curl' => ['curl'];
        yield 'guzzle' => ['guzzle'];
        yield 'symfony' => ['symfony'];
    }

    #[DataProvider('transports')]
    #[Group('sockets')]
    public function testNoDumpOfAClientOrAnErrorShowsTheKey(string $name): void
    {
        $texts = [];
        $client = new Client(self::KEY, [
            'baseUrl' => 'http://127.0.0.1:1',
            'maxRetries' => 1,
            'retryDelay' => 0,
            'transport' => transport($name),
            'logger' => static function (string $level, string $message, array $context) use (&$texts): void {
                $texts[] = "{$level} {$message} " . print_r($context, true);
            },
            'onRequest' => static function (object $request) use (&$texts): void {
                $texts[] = dumps($request);
            },
        ]);
        $texts[] = self::failureOf(static fn () => $client->workspaces->create(['name' => 'Acme']), TransportError::class);
        $texts[] = dumps($client) . json_encode($client) . json_encode($client->workspaces) . dumps((array) $client);
        self::assertGreaterThan(5, count($texts));
        foreach ($texts as $text) {
            self::assertStringNotContainsString('thesecretpart', $text);
        }
    }

    public function testAKeyThatIsRefusedIsNotShown(): void
    {
        self::assertStringNotContainsString('thesecretpart', self::failureOf(static fn () => new Client(self::KEY . "\n"), SdkError::class));
    }

    public function testAnOptionThatCurlRefusesDoesNotShowTheKey(): void
    {
        $client = new Client(self::KEY, ['baseUrl' => 'http://127.0.0.1:1', 'transport' => new CurlTransport([-5 => 'no such option'])]);
        $text = self::failureOf(static fn () => $client->workspaces->list(), SdkError::class);
        self::assertStringContainsString('curl refuses an option', $text);
        self::assertStringNotContainsString('thesecretpart', $text);
    }

    public function testAClientIsNotSerialized(): void
    {
        $this->expectExceptionMessage('A Client cannot be serialized.');
        serialize(new Client(self::KEY));
    }

    /** @param class-string<SdkError> $class */
    private static function failureOf(callable $work, string $class): string
    {
        return withArgumentsInTraces(static function () use ($work, $class): string {
            try {
                $work();
            } catch (\Throwable $error) {
                self::assertInstanceOf($class, $error);
                return errorDumps($error);
            }
            self::fail('it succeeded');
        });
    }
}
