<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

/** One operation of the API. */
final readonly class Operation
{
    /**
     * @param string $path under /api/v1, parameters in braces
     * @param list<string> $query names of the parameters that are sent in the query
     * @param list<string> $maps where the body holds objects, which PHP cannot tell from lists when they are empty
     */
    public function __construct(
        public string $method,
        public string $path,
        public array $query = [],
        public bool $hasBody = false,
        public array $maps = [],
    ) {
    }

    public function isWrite(): bool
    {
        return $this->method !== 'GET' && $this->method !== 'HEAD';
    }
}
