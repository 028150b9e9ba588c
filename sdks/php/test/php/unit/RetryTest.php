<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Answer;
use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Error\AbortedError;
use CorePhp\SDK\Error\ApiError;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\TransportError;
use CorePhp\SDK\Error\TransportTimeout;
use CorePhp\SDK\Gen\Code\RateLimitExceeded;
use CorePhp\SDK\Internal\Address;
use CorePhp\SDK\Internal\Caller;
use CorePhp\SDK\Internal\CurlStream;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Result;
use CorePhp\SDK\Internal\Secret;
use CorePhp\SDK\Options;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class RetryTest extends TestCase
{
    /**
     * @param list<Answer|SdkError> $script
     * @param array<string, mixed> $options
     */
    private function create(array $script, StillClock $clock, array $options = [], ?ScriptedTransport &$transport = null): Result
    {
        $transport = new ScriptedTransport($script);
        $caller = new Caller(new Address('http://plinth.test'), new Secret('sk_live_x'), new Options(), $transport, $clock);
        return $caller->call(new Operation('POST', '/workspaces', hasBody: true), [], ['name' => 'Acme'], CallOptions::from($options));
    }

    public function testEveryAttemptIsTheSameRequestToTheByte(): void
    {
        $result = $this->create([new TransportError('cut'), ScriptedTransport::error(503, 'SERVICE_UNAVAILABLE'), ScriptedTransport::json(['data' => []], 201)], new StillClock(), [], $transport);
        self::assertSame(3, $result->response->attempts);
        self::assertSame($transport->sent[0], $transport->sent[1]);
        self::assertSame($transport->sent[0], $transport->sent[2]);
        self::assertMatchesRegularExpression('/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/', (string) $result->response->idempotencyKey);
    }

    public function testLinesOfATransportThatReadsWholeAnswersAreItsLines(): void
    {
        $headers = ['content-type' => 'application/x-ndjson; charset=utf-8'];
        $transport = new ScriptedTransport([ScriptedTransport::error(503, 'SERVICE_UNAVAILABLE'), new Answer(200, $headers, "{}\n[]\n{"), new Answer(200, $headers, '')]);
        $caller = new Caller(new Address('http://plinth.test'), new Secret('sk_live_x'), new Options(), $transport, new StillClock());
        $call = static fn () => $caller->lines(new Operation('GET', '/audit-log/export'), [], [], new CallOptions());
        $lines = $call();
        self::assertSame([], $transport->sent);
        self::assertSame('{}', $lines->current());
        $lines->next();
        self::assertSame('[]', $lines->current());
        try {
            $lines->next();
            self::fail('It ends within a line.');
        } catch (TransportError $error) {
            self::assertSame(2, $error->attempts);
        }
        self::assertSame([], iterator_to_array($call()));
    }

    public function testAStreamOfCurlGoesWithItsLastUser(): void
    {
        gc_disable();
        $stream = new CurlStream(curl_init('http://127.0.0.1:1/') ?: self::fail(), null);
        $seen = \WeakReference::create($stream);
        try {
            $stream->begin(1.0);
            self::fail('Nothing answers there.');
        } catch (TransportError) {
            unset($stream);
            self::assertNull($seen->get());
        } finally {
            gc_enable();
        }
    }

    /** @return iterable<string, array{int, string, bool}> */
    public static function statuses(): iterable
    {
        foreach ([408, 425, 429, 500, 502, 503, 504] as $status) {
            yield "{$status} is asked again" => [$status, 'SOME_CODE', true];
        }
        yield '409 of the running twin is asked again' => [409, 'IDEMPOTENCY_IN_PROGRESS', true];
        foreach ([400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 501, 505] as $status) {
            yield "{$status} is an error at once" => [$status, 'SOME_CODE', false];
        }
    }

    #[DataProvider('statuses')]
    public function testWhichAnswersAreAskedAgain(int $status, string $code, bool $isAskedAgain): void
    {
        try {
            $result = $this->create([ScriptedTransport::error($status, $code), ScriptedTransport::json(['data' => []])], new StillClock());
            self::assertTrue($isAskedAgain);
            self::assertSame(2, $result->response->attempts);
        } catch (ApiError $error) {
            self::assertFalse($isAskedAgain);
            self::assertSame([$code, $status, 1], [$error->code, $error->status, $error->attempts]);
        }
    }

    public function testWaitsDoubleUpToEightSeconds(): void
    {
        $clock = new StillClock(1.0);
        try {
            $this->create(array_fill(0, 8, new TransportError('cut')), $clock, ['maxRetries' => 7]);
            self::fail('eight failures are an error');
        } catch (TransportError $error) {
            self::assertSame([0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0], $clock->slept);
            self::assertSame(8, $error->attempts);
            self::assertNotNull($error->idempotencyKey);
            self::assertSame('No whole answer from http://plinth.test: cut', $error->getMessage());
        }
    }

    /** @return iterable<string, array{string, list<float>}> */
    public static function retryAfters(): iterable
    {
        yield 'seconds' => ['7', [7.5]];
        yield 'a date' => ['Mon, 05 Jan 2026 10:00:09 GMT', [9.5]];
        yield 'a date that has passed' => ['Mon, 05 Jan 2026 09:00:00 GMT', [0.5]];
        yield 'nonsense' => ['soon', [0.5]];
        yield 'none' => ['0', [0.5]];
    }

    /** @param list<float> $slept */
    #[DataProvider('retryAfters')]
    public function testWaitsAsLongAsTheServerAsksAndSpreadsAfterIt(string $header, array $slept): void
    {
        $clock = new StillClock(1.0);
        $this->create([ScriptedTransport::error(429, 'RATE_LIMIT_EXCEEDED', ['retry-after' => $header]), ScriptedTransport::json(['data' => []])], $clock);
        self::assertSame($slept, $clock->slept);
    }

    public function testALongerWaitThanAllowedIsAnErrorAtOnce(): void
    {
        $clock = new StillClock();
        try {
            $this->create([ScriptedTransport::error(429, 'RATE_LIMIT_EXCEEDED', ['retry-after' => '86400'])], $clock);
            self::fail('a day is too long');
        } catch (RateLimitExceeded $error) {
            self::assertSame([86400.0, 1, []], [$error->retryAfter, $error->attempts, $clock->slept]);
        }
    }

    public function testTheTotalTimeBoundsAttemptsAndWaits(): void
    {
        $clock = new StillClock(1.0);
        $late = new TransportTimeout('late');
        try {
            $this->create([$late, $late, $late], $clock, ['totalTimeout' => 1.2, 'timeout' => 1, 'maxRetries' => 5], $transport);
            self::fail('the time is over');
        } catch (TransportTimeout $error) {
            self::assertSame([2, [0.5]], [$error->attempts, $clock->slept]);
            self::assertSame([1.0, 0.7], array_map(static fn (float $seconds): float => round($seconds, 3), $transport->timeouts));
        }
    }

    public function testAnAttemptThatTheTotalTimeBoundedIsTheLast(): void
    {
        // It ends a moment early, and there is time for a wait of nothing.
        $clock = new StillClock(0.0);
        try {
            $this->create([new TransportTimeout('early')], $clock, ['totalTimeout' => 0.4, 'timeout' => 5]);
            self::fail('the time is over');
        } catch (TransportTimeout $error) {
            self::assertSame([1, []], [$error->attempts, $clock->slept]);
        }
    }

    public function testAWaitThatTakesTooLongIsFollowedByNoAttempt(): void
    {
        $clock = new class (1.0) extends StillClock {
            public function sleep(float $seconds): void
            {
                parent::sleep($seconds + 1);
            }
        };
        try {
            $this->create([new TransportError('cut')], $clock, ['totalTimeout' => 1.2, 'timeout' => 5]);
            self::fail('the time is over');
        } catch (TransportTimeout $error) {
            self::assertSame(1, $error->attempts);
        }
    }

    /** @param array<string, mixed> $options */
    #[DataProvider('impossible')]
    public function testAnImpossibleLimitIsRefused(array $options): void
    {
        $this->expectException(SdkError::class);
        $this->create([], new StillClock(), $options);
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function impossible(): iterable
    {
        foreach (['timeout', 'totalTimeout', 'maxRetryWait'] as $name) {
            yield "{$name} -1" => [[$name => -1]];
            yield "{$name} NAN" => [[$name => NAN]];
        }
        yield 'maxRetries -1' => [['maxRetries' => -1]];
        yield 'a key of 256 characters' => [['idempotencyKey' => str_repeat('k', 256)]];
    }

    public function testAnAbortEndsAWaitAndIsNoFurtherAttempt(): void
    {
        $clock = new StillClock(1.0);
        try {
            $this->create([new TransportError('cut')], $clock, ['isAborted' => static fn (): bool => $clock->seconds >= 0.1], $transport);
            self::fail('it was aborted');
        } catch (AbortedError $error) {
            self::assertCount(1, $transport->sent);
            self::assertSame(1, $error->attempts);
            self::assertSame([0.05, 0.05], $clock->slept);
        }
    }

    public function testAnAbortBeforeTheCallSendsNothing(): void
    {
        try {
            $this->create([], new StillClock(), ['isAborted' => static fn (): bool => true], $transport);
            self::fail('it was aborted');
        } catch (AbortedError $error) {
            self::assertSame([[], 0], [$transport->sent, $error->attempts]);
        }
    }
}
