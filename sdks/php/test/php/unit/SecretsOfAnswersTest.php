<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Client;
use CorePhp\SDK\Error\NotIncluded;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\TransportError;
use CorePhp\SDK\Model;
use CorePhp\SDK\Record;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\Attributes\Group;
use PHPUnit\Framework\TestCase;

final class SecretsOfAnswersTest extends TestCase
{
    private const SECRET = 'thesecretpart';

    /** @return iterable<string, array{class-string<Model>, string, array<string, mixed>}> */
    public static function secrets(): iterable
    {
        $document = json_decode((string) file_get_contents(dirname(__DIR__, 5) . '/docs/openapi.json'), true);
        foreach ($document['components']['schemas'] as $name => $schema) {
            foreach ($schema['properties'] ?? [] as $field => $property) {
                if (str_contains($property['description'] ?? '', 'shown only once')) {
                    $raw = [$field => self::SECRET, 'from_later' => ['key' => self::SECRET]] + $schema['examples'][0];
                    yield "{$name}.{$field}" => ["CorePhp\\SDK\\Gen\\Model\\{$name}", $field, $raw];
                }
            }
        }
        yield 'an answer of Client::request' => [Record::class, 'token', ['id' => 'inv_1', 'token' => self::SECRET, 'all' => [['key' => self::SECRET]]]];
    }

    /**
     * @param class-string<Model> $class
     * @param array<string, mixed> $raw
     */
    #[DataProvider('secrets')]
    public function testNoDumpOfAnAnswerShowsItsSecret(string $class, string $field, array $raw): void
    {
        $model = new $class($raw);
        $texts = [print_r($model, true), (string) json_encode($model), var_export($model, true), serialize($model), dumps($model), dumps(get_object_vars($model))];
        foreach ($texts as $number => $text) {
            self::assertFalse(str_contains($text, self::SECRET), "text {$number}");
        }
        self::assertStringContainsString('[redacted]', $texts[0]);
        self::assertStringContainsString('[redacted]', $texts[1]);
    }

    /**
     * @param class-string<Model> $class
     * @param array<string, mixed> $raw
     */
    #[DataProvider('secrets')]
    public function testTheProgramReadsIt(string $class, string $field, array $raw): void
    {
        $model = new $class($raw);
        self::assertTrue(isset($model->{$field}));
        self::assertSame(self::SECRET, $model->{$field});
        self::assertSame($raw, $model->toArray());
        $copy = clone $model;
        self::assertSame(self::SECRET, $copy->{$field});
    }

    public function testSerializeLeavesItOutAndReadingItThenSaysSo(): void
    {
        foreach (self::secrets() as [$class, $field, $raw]) {
            $thawed = unserialize(serialize(new $class($raw)));
            self::assertInstanceOf($class, $thawed);
            self::assertFalse(isset($thawed->{$field}));
            try {
                self::fail($thawed->{$field});
            } catch (NotIncluded $error) {
                self::assertStringContainsString($class === Record::class ? 'no token' : 'serialize() leaves it out', $error->getMessage());
            }
        }
    }

    public function testAFieldOfAUserThatIsCalledKeyStaysInItsJson(): void
    {
        $difference = ['headers' => ['key' => 'of a user', 'X-Env' => 'a']];
        $webhook = new \CorePhp\SDK\Gen\Model\Webhook($difference);
        self::assertSame(['key' => 'of a user', 'X-Env' => 'a'], $webhook->headers);
        self::assertSame(json_encode($difference), json_encode($webhook));
    }

    #[Group('sockets')]
    public function testErrorsOfACallDoNotShowTheSecretsInItsBody(): void
    {
        $shown = [];
        $options = ['maxRetries' => 0, 'onRequest' => static function (object $request) use (&$shown): void {
            $shown[] = print_r($request, true);
        }];
        $scripted = new ScriptedTransport([ScriptedTransport::error(422, 'VALIDATION_ERROR'), ScriptedTransport::json(['data' => 5, 'key' => self::SECRET])]);
        $calls = [
            [new Client('sk_live_x', ['transport' => $scripted] + $options), SdkError::class],
            [new Client('sk_live_x', ['transport' => $scripted] + $options), SdkError::class],
            [new Client('sk_live_x', ['baseUrl' => 'http://127.0.0.1:1'] + $options), TransportError::class],
            [new Client('sk_live_x', ['baseUrl' => 'http://127.0.0.1:1', 'transport' => transport('guzzle')] + $options), TransportError::class],
        ];
        foreach ($calls as [$client, $class]) {
            $error = withArgumentsInTraces(static function () use ($client): ?SdkError {
                try {
                    $client->apiKeys->create(['name' => self::SECRET, 'scopes' => ['read:all']]);
                    return null;
                } catch (SdkError $error) {
                    return $error;
                }
            });
            self::assertInstanceOf($class, $error);
            self::assertFalse(str_contains(errorDumps($error), self::SECRET));
        }
        self::assertCount(4, $shown);
        self::assertFalse(str_contains(implode('', $shown), self::SECRET));
    }
}
