<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Client;
use CorePhp\SDK\Error\AbortedError;
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
}
