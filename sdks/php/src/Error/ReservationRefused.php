<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

use CorePhp\SDK\Gen\Model\EntitlementReserved;

/** The plan does not allow the reservation; the decision says why. */
class ReservationRefused extends SdkError
{
    public function __construct(public readonly EntitlementReserved $decision)
    {
        parent::__construct($decision->message);
    }
}
