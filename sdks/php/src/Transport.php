<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use Closure;

/** Sends one request once: follows no redirect, repeats nothing, keeps no cookie. */
interface Transport
{
    /**
     * @param float $timeoutSeconds for connecting, headers and body together
     * @param Closure(): bool|null $isAborted asked while waiting, where the client can
     *
     * @throws Error\TransportError
     * @throws Error\AbortedError
     */
    public function send(#[\SensitiveParameter] Request $request, float $timeoutSeconds, ?Closure $isAborted): Answer;

    /** Name and version for the user agent: "curl/8.14.1". */
    public function name(): string;
}
