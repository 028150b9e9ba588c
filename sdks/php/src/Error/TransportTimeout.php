<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** No whole answer came in time, the body included. */
class TransportTimeout extends TransportError
{
}
