<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Page;
use CorePhp\SDK\Record;

/**
 * A call of an operation that has no method.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 */
final readonly class FreeRequest
{
    public function __construct(private Caller $caller)
    {
    }

    /**
     * @param array<mixed>|null $body
     * @param array<mixed> $query
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Record|Page<Record>|null
     */
    public function send(string $method, string $path, #[\SensitiveParameter] ?array $body, array $query, CallOptions|array $options): Record|Page|null
    {
        self::refuse($method, $path);
        $operation = new Operation(strtoupper($method), $path, array_map(strval(...), array_keys($query)), $body !== null);
        $result = $this->caller->call($operation, [], [...$body ?? [], ...$query], CallOptions::from($options));
        if ($result->body === null) {
            return null;
        }
        if (isset($result->body['links'], $result->body['data']) && is_array($result->body['data']) && array_is_list($result->body['data'])) {
            $turn = fn (array $other): Record|Page|null => $this->send($method, $path, $body, $other, $options);
            return $result->page(Record::class, null, $query, $turn);
        }
        $data = array_keys($result->body) === ['data'] ? $result->body['data'] : null;
        $isObject = $data instanceof \ArrayObject || (is_array($data) && !array_is_list($data));
        return $result->response->gave(new Record($isObject ? Json::fields($data) ?? [] : $result->body));
    }

    private static function refuse(string $method, string $path): void
    {
        if (preg_match('/^[A-Za-z]+$/D', $method) !== 1) {
            throw new SdkError('The method must be a word such as GET.');
        }
        $isPath = preg_match('#^/[^\x00-\x20\x7f{}?\#\\\\]*$#D', $path) === 1;
        if (!$isPath || array_intersect(explode('/', rawurldecode($path)), ['.', '..']) !== []) {
            throw new SdkError('The path must begin with a slash and hold no ".." and no query: pass parameters as $query.');
        }
    }
}
