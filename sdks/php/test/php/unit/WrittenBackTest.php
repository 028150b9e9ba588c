<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Answer;
use CorePhp\SDK\Client;
use CorePhp\SDK\Gen\Model\NamespaceDetail;
use CorePhp\SDK\Webhook;
use PHPUnit\Framework\TestCase;

final class WrittenBackTest extends TestCase
{
    private const SETTINGS = '{"a":{},"b":[],"big":12345678901234567000,"list":[{"c":{}}],"names":{"0":"x","1":{"key":"k"}}}';

    private ScriptedTransport $transport;

    public function testWhatWasReadIsWrittenBackAsTheSameJson(): void
    {
        $namespace = $this->namespace(self::SETTINGS);
        $this->client('{"data":{}}')->namespaces->update('ns_1', ['settings' => ['color' => 'red'] + $namespace->settings]);
        self::assertSame('{"settings":{"color":"red",' . substr(self::exact(self::SETTINGS), 1) . '}', $this->transport->sent[0]->body);
    }

    public function testAnEmptyObjectReadsAsAnArrayDoes(): void
    {
        $settings = $this->namespace(self::SETTINGS)->settings;
        self::assertNull($settings['a']['color'] ?? null);
        self::assertFalse(isset($settings['a']['color']));
        self::assertCount(0, $settings['a']);
        self::assertSame([], iterator_to_array($settings['a']));
        self::assertSame('x', $settings['names'][0]);
        $settings['a']['color'] = 'red';
        self::assertSame('{"color":"red"}', json_encode($settings['a']));
    }

    public function testAFieldOfAKnownTypeIsAnArrayAlsoWhereItsObjectIsEmpty(): void
    {
        self::assertSame([], $this->namespace('{}')->settings);
        self::assertSame(['x'], $this->namespace('{"0":"x"}')->settings);
    }

    public function testTheJsonOfAnAnswerIsThatOfTheServer(): void
    {
        foreach ([self::SETTINGS, '{}', '{"0":"x"}', '{"1":"x"}'] as $settings) {
            $text = '{"id":"ns_1","settings":' . $settings . ',"from_later":{},"owner":null}';
            $namespace = $this->client('{"data":' . $text . '}')->namespaces->get('ns_1');
            self::assertSame(self::exact($text), json_encode($namespace));
            self::assertSame(self::exact($text), json_encode($namespace->toArray()));
            self::assertSame(str_replace('"key":"k"', '', self::exact($text)), json_encode(unserialize(serialize($namespace))->toArray()));
        }
    }

    public function testAChangeInsideAPropertyIsNotInTheAnswer(): void
    {
        $text = '{"settings":' . self::SETTINGS . '}';
        $namespace = $this->namespace(self::SETTINGS);
        $settings = $namespace->settings;
        $settings['a']['color'] = 'red';
        $settings['list'][0]['c']['color'] = 'red';
        self::assertSame('{"color":"red"}', json_encode($namespace->settings['a']));
        self::assertSame(self::exact($text), json_encode($namespace));
        self::assertSame(self::exact($text), json_encode($namespace->toArray()));
    }

    public function testAMapOfNumberedNamesIsWrittenAsAnObject(): void
    {
        $settings = $this->namespace('{"0":"x"}')->settings;
        $this->client('{"data":{}}')->namespaces->update('ns_1', ['settings' => $settings, 'tags' => ['a']]);
        self::assertSame('{"settings":{"0":"x"},"tags":["a"]}', $this->transport->sent[0]->body);
    }

    public function testAnAnswerOfRequestAndAnEventKeepTheirObjects(): void
    {
        $record = $this->client('{"data":{"a":{},"0":{"b":{}}}}')->request('GET', '/later');
        self::assertSame('{"a":{},"0":{"b":{}}}', json_encode($record));
        self::assertSame('{}', json_encode($this->client('{"data":{}}')->request('GET', '/later')));
        $body = '{"id":"evt_1","type":"order.placed","data":{"lines":[],"extra":{},"big":12345678901234567000}}';
        $event = Webhook::verify($body, Webhook::sign($body, 's'), 's');
        self::assertSame(self::exact($body), json_encode($event));
        self::assertSame(self::exact($body), json_encode($event->toArray()));
    }

    public function testANameThatBeginsWithANullByteIsRead(): void
    {
        self::assertSame(['a' => 1, "\0b" => 2], $this->namespace('{"a":1,"\u0000b":2}')->settings);
    }

    public function testAnObjectInsideAnObjectOfNumbersShowsNoSecretInDumps(): void
    {
        $record = $this->client('{"data":{"all":{"0":{"key":"thesecretpart"}}}}')->request('GET', '/later');
        foreach ([print_r($record, true), var_export($record, true), serialize($record), json_encode($record)] as $text) {
            self::assertStringNotContainsString('thesecretpart', $text);
        }
        self::assertSame('{"all":{"0":{"key":"thesecretpart"}}}', json_encode($record->toArray()));
    }

    /** The number as PHP writes it: the same number. */
    private static function exact(string $json): string
    {
        return str_replace('12345678901234567000', '1.2345678901234567e+19', $json);
    }

    private function namespace(string $settings): NamespaceDetail
    {
        return $this->client('{"data":{"settings":' . $settings . '}}')->namespaces->get('ns_1');
    }

    private function client(string ...$bodies): Client
    {
        $this->transport = new ScriptedTransport(array_map(static fn (string $body): Answer => new Answer(200, [], $body), $bodies));
        return new Client('sk_live_x', ['transport' => $this->transport]);
    }
}
