<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Client;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\TransportError;
use PHPUnit\Framework\Attributes\DataProvider;
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
    public function testNoDumpOfAClientOrAnErrorShowsTheKey(string $name): void
    {
        $before = ini_set('zend.exception_ignore_args', '0');
        try {
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
                    $texts[] = self::dumps($request);
                },
            ]);
            try {
                $client->workspaces->create(['name' => 'Acme']);
                self::fail('port 1 answered');
            } catch (TransportError $error) {
                for ($one = $error; $one !== null; $one = $one->getPrevious()) {
                    $texts[] = self::dumps($one) . self::dumps($one->getTrace()) . $one;
                }
            }
            $texts[] = self::dumps($client) . json_encode($client) . json_encode($client->workspaces) . self::dumps((array) $client);
            self::assertGreaterThan(5, count($texts));
            foreach ($texts as $text) {
                self::assertStringNotContainsString('thesecretpart', $text);
            }
        } finally {
            ini_set('zend.exception_ignore_args', (string) $before);
        }
    }

    public function testAKeyThatIsRefusedIsNotShown(): void
    {
        $before = ini_set('zend.exception_ignore_args', '0');
        try {
            new Client(self::KEY . "\n");
            self::fail('it was taken');
        } catch (SdkError $error) {
            self::assertStringNotContainsString('thesecretpart', self::dumps($error) . self::dumps($error->getTrace()) . $error);
        } finally {
            ini_set('zend.exception_ignore_args', (string) $before);
        }
    }

    public function testAClientIsNotSerialized(): void
    {
        $this->expectExceptionMessage('A Client cannot be serialized.');
        serialize(new Client(self::KEY));
    }

    private static function dumps(mixed $value): string
    {
        ob_start();
        var_dump($value);
        print_r($value);
        return (string) ob_get_clean();
    }
}
