<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** No whole answer came: no connection, or one that was cut. */
class TransportError extends SdkError
{
}
