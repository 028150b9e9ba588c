<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use Closure;
use CorePhp\SDK\Error\UnexpectedAnswerError;
use CorePhp\SDK\Internal\Json;

/**
 * One page of a list; iterates over its own rows alone.
 *
 * @template T of Model
 *
 * @implements \IteratorAggregate<int, T>
 */
final class Page implements \Countable, \IteratorAggregate
{
    /** @var list<T> */
    public readonly array $data;
    public readonly PageMeta $meta;
    /** @var array<string, int|string>|null what differs in the call of the next page */
    private readonly ?array $next;

    /**
     * @internal
     *
     * @param class-string<T>|list<class-string<T>> $class
     * @param array<mixed> $body
     * @param list<string>|null $asked
     * @param Closure(array<string, int|string>): self<T> $turn gets the page with these parameters changed
     */
    public function __construct(string|array $class, #[\SensitiveParameter] array $body, ?array $asked, private readonly Closure $turn)
    {
        $rows = $body['data'] ?? null;
        $meta = Json::fields($body['meta'] ?? null);
        if (!is_array($rows) || $meta === null) {
            throw new UnexpectedAnswerError('The answer is not a page of a list: it has no data or no meta.');
        }
        $data = [];
        foreach ($rows as $row) {
            $data[] = Model::make($class, Json::fields($row) ?? throw new UnexpectedAnswerError('A row of the list is not an object.'), $asked);
        }
        $this->data = $data;
        $this->meta = new PageMeta($meta);
        $this->next = self::nextOf($meta);
    }

    public function hasNextPage(): bool
    {
        return $this->next !== null;
    }

    /** @return self<T>|null null after the last page */
    public function nextPage(): ?self
    {
        return $this->next === null ? null : ($this->turn)($this->next);
    }

    /** The rows of this page; `meta` has the total where the list knows it. */
    public function count(): int
    {
        return count($this->data);
    }

    /** @return \ArrayIterator<int, T> */
    public function getIterator(): \ArrayIterator
    {
        return new \ArrayIterator($this->data);
    }

    /** @return array{data: list<array<mixed>>, meta: array<mixed>} */
    public function toArray(): array
    {
        return ['data' => array_map(static fn (Model $row): array => $row->toArray(), $this->data), 'meta' => $this->meta->toArray()];
    }

    /**
     * @param array<mixed> $meta
     *
     * @return array<string, int|string>|null
     */
    private static function nextOf(array $meta): ?array
    {
        if (array_key_exists('next_cursor', $meta)) {
            $cursor = $meta['next_cursor'];
            if ($cursor !== null && !is_string($cursor)) {
                throw new UnexpectedAnswerError('The answer is not a page of a list: its next_cursor is no text.');
            }
            return $cursor === null || $cursor === '' ? null : ['cursor' => $cursor];
        }
        $current = $meta['current_page'] ?? 1;
        $last = $meta['last_page'] ?? 1;
        if (!is_int($current) || !is_int($last)) {
            throw new UnexpectedAnswerError('The answer is not a page of a list: its current_page or last_page is no number.');
        }
        return $current < $last ? ['page' => $current + 1] : null;
    }
}
