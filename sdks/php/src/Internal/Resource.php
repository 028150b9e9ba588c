<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Model;
use CorePhp\SDK\Page;

/**
 * Operations of one kind of object.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 */
abstract class Resource
{
    private const ROWS = 100;

    final public function __construct(private readonly Caller $caller)
    {
    }

    /**
     * @template T of Model
     *
     * @param class-string<T>|list<class-string<T>> $class
     * @param list<string> $ids
     * @param array<mixed> $parameters
     * @param CallOptions|CallOptionsArray $options
     * @param bool $isBare whether the object is the whole answer, not its `data`
     *
     * @return T|null null: nothing new for ifNoneMatch, or nothing to show
     */
    protected function read(string|array $class, Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions|array $options, bool $isBare = false): ?Model
    {
        $result = $this->caller->call($operation, $ids, $parameters, CallOptions::from($options));
        if ($result->body === null && in_array($result->response->status, [204, 304], true)) {
            return null;
        }
        return self::object($class, $result, $parameters, $isBare);
    }

    /**
     * @template T of Model
     *
     * @param class-string<T>|list<class-string<T>> $class
     * @param list<string> $ids
     * @param array<mixed> $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return T
     */
    protected function one(string|array $class, Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions|array $options, bool $isBare = false): Model
    {
        return self::object($class, $this->caller->call($operation, $ids, $parameters, CallOptions::from($options)), $parameters, $isBare);
    }

    /**
     * @param list<string> $ids
     * @param array<mixed> $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    protected function nothing(Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions|array $options): void
    {
        $this->caller->call($operation, $ids, $parameters, CallOptions::from($options));
    }

    /**
     * @param list<string> $ids
     * @param array<mixed> $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, string>
     */
    protected function lines(Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions|array $options): \Generator
    {
        return $this->caller->lines($operation, $ids, $parameters, CallOptions::from($options));
    }

    /**
     * @template T of Model
     *
     * @param class-string<T>|list<class-string<T>> $class
     * @param list<string> $ids
     * @param array<mixed> $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<T>
     */
    protected function page(string|array $class, Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions|array $options): Page
    {
        $result = $this->caller->call($operation, $ids, $parameters, CallOptions::from($options));
        $turn = fn (array $other): Page => $this->page($class, $operation, $ids, $other, $options);
        return $result->page($class, self::asked($parameters), $parameters, $turn);
    }

    /**
     * @template T of Model
     *
     * @param class-string<T>|list<class-string<T>> $class
     * @param list<string> $ids
     * @param array<mixed> $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, T>
     */
    protected function every(string|array $class, Operation $operation, array $ids, #[\SensitiveParameter] array $parameters, CallOptions|array $options): \Generator
    {
        $first = in_array('cursor', $operation->query, true) && !isset($parameters['page']) ? ['cursor' => ''] : ['page' => 1];
        $page = $this->page($class, $operation, $ids, [...$first, 'per_page' => self::ROWS, ...$parameters], $options);
        $before = [];
        do {
            $seen = [];
            foreach ($page as $row) {
                $identity = self::identity($row);
                $seen[$identity] = true;
                // A row that was created meanwhile moves the rows of one page to the next.
                if (!isset($before[$identity])) {
                    yield $row;
                }
            }
            $before = $seen + array_slice($before, 0, self::ROWS, true);
            $page = $page->nextPage();
        } while ($page !== null);
    }

    /**
     * @template T of Model
     *
     * @param class-string<T>|list<class-string<T>> $class
     * @param array<mixed> $parameters
     *
     * @return T
     */
    private static function object(string|array $class, #[\SensitiveParameter] Result $result, #[\SensitiveParameter] array $parameters, bool $isBare): Model
    {
        $data = $isBare ? $result->body : Json::fields($result->body['data'] ?? null);
        if ($data === null) {
            throw $result->unexpected("The answer ({$result->response->status}) has no data.");
        }
        return $result->response->gave(Model::make($class, $data, self::asked($parameters)));
    }

    private static function identity(Model $row): string
    {
        $raw = $row->toArray();
        $id = $raw['id'] ?? $raw['user_id'] ?? null;
        return is_string($id) ? $id : serialize($raw);
    }

    /**
     * @param array<mixed> $parameters
     *
     * @return list<string>|null
     */
    private static function asked(#[\SensitiveParameter] array $parameters): ?array
    {
        $fields = $parameters['fields'] ?? null;
        return is_array($fields) ? array_values(array_filter($fields, is_string(...))) : null;
    }
}
