<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use Closure;

/** A transport that hands over a body as it comes, for answers of any size. Others read it whole. */
interface StreamingTransport extends Transport
{
    /**
     * Returns with the first bytes of the body.
     *
     * @param float $timeoutSeconds for what comes before the body
     * @param float $moreSeconds for each wait for more of the body of a 200; of another, the time before where the client can
     * @param Closure(): bool|null $isAborted asked while waiting, where the client can
     *
     * @throws Error\TransportError also while the body is read
     * @throws Error\AbortedError
     */
    public function open(#[\SensitiveParameter] Request $request, float $timeoutSeconds, float $moreSeconds, ?Closure $isAborted): OpenAnswer;
}
