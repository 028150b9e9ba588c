<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** The option `isAborted` ended the call. */
class AbortedError extends SdkError
{
}
