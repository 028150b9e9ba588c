<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Error\NotIncluded;
use CorePhp\SDK\Error\UnexpectedAnswerError;
use CorePhp\SDK\Gen\Model\NamespaceObject;
use CorePhp\SDK\Page;
use CorePhp\SDK\Webhook;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class OtherTypesTest extends TestCase
{
    /** @return iterable<string, array{string, string, mixed}> */
    public static function values(): iterable
    {
        yield 'a number for a text' => ['id', 'id', 5];
        yield 'null for a text' => ['name', 'name', null];
        yield 'no time' => ['updatedAt', 'updated_at', 'not a date'];
        yield 'a number for a time' => ['updatedAt', 'updated_at', 5];
        yield 'a text for a boolean' => ['isActive', 'is_active', 'yes'];
        yield 'a text for an object' => ['owner', 'owner', 'Ada'];
        yield 'a text for a map' => ['settings', 'settings', 'none'];
        yield 'an object for a list' => ['tags', 'tags', new \ArrayObject()];
    }

    #[DataProvider('values')]
    public function testOneFieldOfAnotherTypeLeavesTheOthersReadable(string $property, string $field, mixed $value): void
    {
        $raw = [$field => $value, 'slug' => 'shop', 'created_at' => '2026-01-01T00:00:00Z'];
        $namespace = new NamespaceObject($raw);
        self::assertSame(['shop', '2026'], [$namespace->slug, $namespace->createdAt->format('Y')]);
        self::assertFalse(isset($namespace->{$property}));
        self::assertSame(json_encode($raw), json_encode($namespace));
        self::assertEquals($raw, $namespace->toArray());
        $this->expectException(UnexpectedAnswerError::class);
        $this->expectExceptionMessage("The value of {$property} of NamespaceObject has another type");
        $namespace->{$property};
    }

    public function testAFieldReadByItsNameOnTheWireNamesItsProperty(): void
    {
        $namespace = new NamespaceObject(['created_at' => '2026-01-01T00:00:00Z']);
        $this->expectException(NotIncluded::class);
        $this->expectExceptionMessage('The property of NamespaceObject for the field created_at is createdAt: read ->createdAt.');
        $namespace->{'created_at'};
    }

    public function testAPageCountsItsRows(): void
    {
        $rows = [['id' => 'ns_1'], ['id' => 'ns_2']];
        $page = new Page(NamespaceObject::class, ['data' => $rows, 'meta' => ['total' => 9]], null, static fn () => throw new \LogicException());
        self::assertCount(2, $page);
    }

    public function testAnEventOfAnotherShapeIsVerified(): void
    {
        $body = '{"id":5,"type":"workspace.created","created_at":"zzz","data":7}';
        $event = Webhook::verify($body, Webhook::sign($body, 's'), 's');
        self::assertSame('workspace.created', $event->type);
        self::assertSame($body, json_encode($event));
    }
}
