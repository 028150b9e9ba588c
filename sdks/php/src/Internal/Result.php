<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Response;

/** A call's decoded body and what came with it. */
final readonly class Result
{
    /** @param array<mixed>|null $body */
    public function __construct(public ?array $body, public Response $response)
    {
    }
}
