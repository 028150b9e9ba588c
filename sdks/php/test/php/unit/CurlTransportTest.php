<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Client;
use CorePhp\SDK\CurlTransport;
use CorePhp\SDK\Error\AbortedError;
use CorePhp\SDK\Error\TransportError;
use CorePhp\SDK\Internal\CurlStep;
use PHPUnit\Framework\Attributes\Group;
use PHPUnit\Framework\TestCase;

final class CurlTransportTest extends TestCase
{
    #[Group('sockets')]
    public function testAStalledCallAsksOftenWhetherItIsAborted(): void
    {
        // Its connections are accepted by the system, and nothing answers.
        $server = stream_socket_server('tcp://127.0.0.1:0');
        self::assertIsResource($server);
        $asked = 0;
        $client = new Client('sk_live_x', ['baseUrl' => 'http://' . stream_socket_get_name($server, false)]);
        try {
            $client->users->current([], ['timeout' => 5, 'maxRetries' => 0, 'isAborted' => static function () use (&$asked): bool {
                return ++$asked > 20;
            }]);
            self::fail('the call ended');
        } catch (AbortedError $error) {
            self::assertSame(1, $error->attempts);
        } finally {
            fclose($server);
        }
    }

    #[Group('sockets')]
    public function testACallWhoseTransferIsLostFails(): void
    {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        self::assertIsResource($server);
        $transport = new CurlTransport();
        $client = new Client('sk_live_x', ['baseUrl' => 'http://' . stream_socket_get_name($server, false), 'transport' => $transport]);
        $asked = 0;
        $isAborted = static function () use (&$asked, $transport): bool {
            $multi = self::own($transport, 'multi');
            if ($multi === null) {
                return false; // The call has not begun.
            }
            curl_multi_remove_handle($multi, self::own($transport, 'handle'));
            return ++$asked > 20;
        };
        try {
            $client->users->current([], ['timeout' => 5, 'maxRetries' => 0, 'isAborted' => $isAborted]);
            self::fail('the call ended');
        } catch (TransportError $error) {
            self::assertSame([1, 1], [$error->attempts, $asked]);
            self::assertNotSame('', $error->getMessage());
            self::assertNull(self::own($transport, 'multi'));
        } finally {
            fclose($server);
        }
    }

    #[Group('sockets')]
    public function testAMultiHandleThatRefusesToGoOnIsAFailure(): void
    {
        $multi = curl_multi_init();
        $handle = curl_init('file://' . __FILE__);
        self::assertInstanceOf(\CurlHandle::class, $handle);
        $refused = [];
        curl_setopt($handle, CURLOPT_WRITEFUNCTION, static function (\CurlHandle $_, string $bytes) use ($multi, &$refused): int {
            // curl refuses a step inside of a step.
            $refused[] = CurlStep::take($multi);
            return strlen($bytes);
        });
        curl_multi_add_handle($multi, $handle);
        while (($errno = CurlStep::take($multi)) === null) {
            CurlStep::wait($multi, 0.05);
        }
        self::assertSame([0, [CURLE_FAILED_INIT]], [$errno, array_unique($refused)]);
    }

    private static function own(CurlTransport $transport, string $property): mixed
    {
        return (new \ReflectionProperty($transport, $property))->getValue($transport);
    }
}
