<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Error\WebhookVerificationError;
use CorePhp\SDK\Gen\Model\Event;
use CorePhp\SDK\Gen\Model\WorkspaceUpdatedEvent;
use CorePhp\SDK\Webhook;
use Nyholm\Psr7\ServerRequest;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

require_once '/usr/share/php/Nyholm/Psr7/autoload.php';

final class WebhookTest extends TestCase
{
    private const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD7xl6mxrZlGw=';
    private const BODY = '{"id":"evt_1","type":"workspace.updated","created_at":"2026-01-05T10:00:00.000Z","workspace_id":"wks_1","namespace_id":null,"data":{"object":{"id":"wks_1","type":"workspace","attributes":{"name":"Acme"}}}}';

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function vectors(): iterable
    {
        $file = dirname(__DIR__, 5) . '/docs/guides/webhook-vectors.json';
        foreach (json_decode((string) file_get_contents($file), true)['vectors'] as $vector) {
            yield $vector['name'] => [$vector];
        }
    }

    /** @param array<string, mixed> $vector */
    #[DataProvider('vectors')]
    public function testEveryVectorIsAnsweredAsItSays(array $vector): void
    {
        foreach (['standard', 'body'] as $scheme) {
            $now = (int) $vector['headers']['webhook-timestamp'];
            $isValid = true;
            try {
                self::assertSame($vector['body'], Webhook::verifySignature($vector['body'], $vector['headers'], $vector['secret'], $scheme, 300, $now));
            } catch (WebhookVerificationError) {
                $isValid = false;
            }
            self::assertSame($vector['valid'][$scheme], $isValid, $scheme);
        }
    }

    /** @return iterable<string, array{mixed}> */
    public static function shapes(): iterable
    {
        $headers = Webhook::sign(self::BODY, self::SECRET, 'evt_1');
        yield 'by name' => [$headers];
        yield 'by name in any case' => [array_combine(array_map(ucwords(...), array_keys($headers)), $headers)];
        yield 'lists by name' => [array_map(static fn (string $value): array => [$value], $headers)];
        yield 'lines' => [array_map(static fn (string $name, string $value): string => "{$name}: {$value}", array_keys($headers), $headers)];
        $server = [];
        foreach ($headers as $name => $value) {
            $server['HTTP_' . strtoupper(strtr($name, '-', '_'))] = $value;
        }
        yield '$_SERVER' => [['REQUEST_METHOD' => 'POST', 'argv' => []] + $server];
        yield 'PSR-7' => [new ServerRequest('POST', '/hook', $headers)];
        yield 'an object with all()' => [new class ($headers) {
            /** @param array<string, string> $headers */
            public function __construct(private array $headers)
            {
            }

            /** @return array<string, list<string>> */
            public function all(): array
            {
                return array_map(static fn (string $value): array => [$value], $this->headers);
            }
        }];
        yield 'an iterator' => [new \ArrayIterator($headers)];
    }

    #[DataProvider('shapes')]
    public function testHeadersOfAnyShapeGiveTheTypedEvent(mixed $headers): void
    {
        $event = Webhook::verify(self::BODY, $headers, self::SECRET);
        self::assertInstanceOf(WorkspaceUpdatedEvent::class, $event);
        self::assertSame('2026-01-05T10:00:00+00:00', $event->createdAt->format('c'));
        self::assertSame('Acme', $event->data->object->attributes->name);
        self::assertSame($event->toArray(), json_decode(self::BODY, true));
    }

    public function testTheBodyOfAPsr7RequestIsTakenToo(): void
    {
        $request = new ServerRequest('POST', '/hook', Webhook::sign(self::BODY, self::SECRET), self::BODY);
        self::assertSame('evt_1', Webhook::verify($request->getBody(), $request, self::SECRET)->id);
    }

    public function testAnUnknownTypeIsAnEventAllTheSame(): void
    {
        $body = str_replace('workspace.updated', 'moon.landed', self::BODY);
        $event = Webhook::verify($body, Webhook::sign($body, self::SECRET), self::SECRET);
        self::assertInstanceOf(Event::class, $event);
        self::assertSame('moon.landed', $event->type);
    }

    public function testDuringARotationOneOfSeveralSecretsIsEnough(): void
    {
        $headers = Webhook::sign(self::BODY, 'a-plain-shared-secret');
        self::assertSame('evt_1', Webhook::verify(self::BODY, $headers, [self::SECRET, 'a-plain-shared-secret'])->id);
        self::assertSame('evt_1', Webhook::verify(self::BODY, $headers, ['a-plain-shared-secret', self::SECRET], 'body')->id);
    }

    /** @return iterable<string, array{string, mixed, array<string, string>, mixed}> */
    public static function failures(): iterable
    {
        $headers = Webhook::sign(self::BODY, self::SECRET, 'evt_1', 1_767_607_200);
        yield 'no id' => ['missing_header', self::BODY, array_diff_key($headers, ['webhook-id' => 1]), self::SECRET];
        yield 'no signature' => ['missing_header', self::BODY, ['webhook-signature' => ''] + $headers, self::SECRET];
        yield 'time is a word' => ['bad_timestamp', self::BODY, ['webhook-timestamp' => 'now'] + $headers, self::SECRET];
        yield 'time is negative' => ['bad_timestamp', self::BODY, ['webhook-timestamp' => '-1'] + $headers, self::SECRET];
        yield 'time has twenty digits' => ['bad_timestamp', self::BODY, ['webhook-timestamp' => str_repeat('9', 20)] + $headers, self::SECRET];
        yield 'too old' => ['too_old', self::BODY, Webhook::sign(self::BODY, self::SECRET, 'evt_1', 1_767_607_200 - 301), self::SECRET];
        yield 'too new' => ['too_new', self::BODY, Webhook::sign(self::BODY, self::SECRET, 'evt_1', 1_767_607_200 + 301), self::SECRET];
        yield 'another secret' => ['no_match', self::BODY, $headers, 'whsec_another'];
        yield 'another body' => ['no_match', self::BODY . ' ', $headers, self::SECRET];
        yield 'a signature of another length' => ['no_match', self::BODY, ['webhook-signature' => 'v1,abc'] + $headers, self::SECRET];
        yield 'a parsed body' => ['not_raw', json_decode(self::BODY, true), $headers, self::SECRET];
        yield 'a parsed object' => ['not_raw', json_decode(self::BODY), $headers, self::SECRET];
        yield 'no body' => ['not_raw', null, $headers, self::SECRET];
        foreach (['', "\xff", "\u{FEFF}{\"type\":\"ping\"}", '[]', '5', 'null', '{"type":1}', '{"type":"ping","data":NaN}'] as $body) {
            yield "the signed body {$body}" => ['bad_body', $body, Webhook::sign($body, self::SECRET, 'evt_1', 1_767_607_200), self::SECRET];
        }
        yield 'an empty secret' => ['bad_secret', self::BODY, $headers, ''];
        yield 'no secret' => ['bad_secret', self::BODY, $headers, []];
        yield 'a secret that is no string' => ['bad_secret', self::BODY, $headers, [null]];
    }

    /** @param array<string, string> $headers */
    #[DataProvider('failures')]
    public function testAFailureSaysItsReason(string $reason, mixed $body, array $headers, mixed $secret): void
    {
        try {
            Webhook::verify($body, $headers, $secret, 'standard', 300, 1_767_607_200);
            self::fail('it was verified');
        } catch (WebhookVerificationError $error) {
            self::assertSame($reason, $error->reason);
            self::assertStringNotContainsString('whsec_', print_r($error, true));
        }
    }

    public function testABodyIsHashedOnceForEachSecretHoweverManySignaturesAreGiven(): void
    {
        $headers = Webhook::sign(self::BODY, self::SECRET, 'evt_1');
        $headers['webhook-signature'] = str_repeat('v1,AAAA ', 1_000) . $headers['webhook-signature'];
        $before = CountedHashes::$count;
        self::assertSame('evt_1', Webhook::verify(self::BODY, $headers, ['whsec_other', self::SECRET])->id);
        self::assertSame(2, CountedHashes::$count - $before);
    }

    public function testATimestampWithinTheToleranceIsGoodBothWays(): void
    {
        foreach ([-300, 300] as $seconds) {
            $headers = Webhook::sign(self::BODY, self::SECRET, 'evt_1', 1_767_607_200 + $seconds);
            self::assertSame('evt_1', Webhook::verify(self::BODY, $headers, self::SECRET, 'standard', 300, 1_767_607_200)->id);
        }
    }

    public function testTheBodySchemeCoversNoTime(): void
    {
        $headers = Webhook::sign(self::BODY, self::SECRET, 'evt_1', 1);
        self::assertSame('evt_1', Webhook::verify(self::BODY, $headers, self::SECRET, 'body')->id);
    }

}
