<?php

declare(strict_types=1);

namespace CorePhp\SDK\Error;

/** The request is not a genuine, recent delivery of an event; `reason` says why. */
class WebhookVerificationError extends SdkError
{
    /** @param 'missing_header'|'bad_timestamp'|'too_old'|'too_new'|'no_match'|'not_raw'|'bad_secret'|'bad_body' $reason */
    public function __construct(public readonly string $reason, string $message)
    {
        parent::__construct($message);
    }
}
