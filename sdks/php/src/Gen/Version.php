<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen;

final class Version
{
    public const VERSION = '0.1.0';
}
