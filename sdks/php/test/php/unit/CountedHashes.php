<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test {
    /** How often the SDK has hashed a body. */
    final class CountedHashes
    {
        public static int $count = 0;
    }
}

namespace CorePhp\SDK\Internal {
    use CorePhp\SDK\Test\CountedHashes;

    /** Stands for PHP's own in this namespace. */
    function hash_hmac(string $algorithm, string $data, #[\SensitiveParameter] string $key, bool $binary = false): string
    {
        CountedHashes::$count++;
        return \hash_hmac($algorithm, $data, $key, $binary);
    }
}
