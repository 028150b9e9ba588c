<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Answer;
use CorePhp\SDK\Client;
use CorePhp\SDK\Error\ReservationRefused;
use CorePhp\SDK\Gen\Model\Reservation;
use PHPUnit\Framework\TestCase;

/** Methods beyond one operation: withReservation, all() and withContext(). */
final class SugarTest extends TestCase
{
    private const RESERVE = ['feature' => 'a', 'quantity' => 5, 'ttl_seconds' => 60];
    private const OPTIONS = ['workspaceId' => 'wks_2', 'idempotencyKey' => 'mine'];

    private ScriptedTransport $transport;

    private function client(Answer ...$script): Client
    {
        $this->transport = new ScriptedTransport(array_values($script));
        return new Client('sk_live_x', ['baseUrl' => 'http://plinth.test', 'transport' => $this->transport]);
    }

    /** @return list<string> the last part of each path */
    private function asked(): array
    {
        return array_map(static fn (object $request): string => basename($request->url), $this->transport->sent);
    }

    private static function reserved(): Answer
    {
        return ScriptedTransport::json(['allowed' => true, 'message' => 'Allowed.', 'reservation' => ['id' => 'res_1', 'feature' => 'a', 'quantity' => 5, 'status' => 'pending']]);
    }

    private static function ended(): Answer
    {
        return ScriptedTransport::json(['data' => ['id' => 'res_1', 'status' => 'committed']]);
    }

    private function assertContextOfTheReserveAndAnotherKey(): void
    {
        [$first, $second] = array_map(static fn (object $request): array => array_change_key_case($request->headersWithKey()), $this->transport->sent);
        self::assertSame(['wks_2', 'wks_2'], [$first['x-workspace-id'], $second['x-workspace-id']]);
        self::assertSame('mine', $first['idempotency-key']);
        self::assertNotSame('mine', $second['idempotency-key']);
    }

    public function testAReservationIsCommittedInTheContextOfTheReserve(): void
    {
        $work = static fn (Reservation $reservation): string => $reservation->id;
        self::assertSame('res_1', $this->client(self::reserved(), self::ended())->entitlements->withReservation('ns_1', self::RESERVE, $work, self::OPTIONS));
        self::assertSame(['reserve', 'commit'], $this->asked());
        $this->assertContextOfTheReserveAndAnotherKey();
    }

    public function testAReservationIsReleasedWhenTheWorkThrows(): void
    {
        $thrown = new \DomainException('the work');
        try {
            $this->client(self::reserved(), self::ended())->entitlements->withReservation('ns_1', self::RESERVE, static fn () => throw $thrown, self::OPTIONS);
            self::fail('nothing was thrown');
        } catch (\DomainException $seen) {
            self::assertSame($thrown, $seen);
        }
        self::assertSame(['reserve', 'release'], $this->asked());
        $this->assertContextOfTheReserveAndAnotherKey();
    }

    public function testWorkThatThePlanRefusesDoesNotBegin(): void
    {
        try {
            $this->client(ScriptedTransport::json(['allowed' => false, 'message' => 'No more.']))
                ->entitlements->withReservation('ns_1', self::RESERVE, static fn () => self::fail('the work began'));
            self::fail('nothing was thrown');
        } catch (ReservationRefused $refused) {
            self::assertSame(['No more.', false], [$refused->getMessage(), $refused->decision->allowed]);
        }
        self::assertSame(['reserve'], $this->asked());
    }

    public function testEveryRowIsGivenOnceThoughRowsMoveByTwoPages(): void
    {
        $page = static fn (int $at, string ...$ids): Answer => ScriptedTransport::json([
            'data' => array_map(static fn (string $id): array => ['id' => $id], $ids),
            'meta' => ['current_page' => $at, 'last_page' => 4, 'per_page' => 2, 'total' => 8],
        ]);
        $rows = $this->client($page(1, 'a', 'b'), $page(2, 'b', 'c'), $page(3, 'a', 'd'), $page(4, 'a'))->workspaces->all();
        $ids = [];
        foreach ($rows as $row) {
            $ids[] = $row->id;
        }
        self::assertSame(['a', 'b', 'c', 'd'], $ids);
    }

    public function testADeprecationIsToldOnceToAllCopiesOfAClient(): void
    {
        $told = [];
        set_error_handler(static function (int $level, string $sentence) use (&$told): bool {
            $told[] = $sentence;
            return true;
        }, E_USER_DEPRECATED);
        try {
            $answer = ScriptedTransport::json(['data' => ['id' => 'wks_1']], 200, ['sunset' => 'Tue, 05 Jan 2027 00:00:00 GMT']);
            $client = $this->client($answer, $answer, $answer);
            $client->workspaces->get('wks_1');
            $client->withContext(workspaceId: 'wks_2')->workspaces->get('wks_2');
            $client->withContext(workspaceId: 'wks_3')->workspaces->get('wks_3');
        } finally {
            restore_error_handler();
        }
        self::assertSame(['GET /workspaces/{workspace_id} is deprecated and ends on Tue, 05 Jan 2027 00:00:00 GMT.'], $told);
    }
}
