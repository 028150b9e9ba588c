<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** The answer does not hold this field: the call did not ask for it. */
class NotIncluded extends SdkError
{
}
