<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;

/**
 * Links that sign in to the web console, once.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type SignInLinkCreate array{
 *     expires_in_seconds?: int,
 * }
 */
final class SignInLinks extends Resource
{
    /**
     * Create a link that signs in to the console once.
     *
     * The link works for 15 minutes by default. The session acts for the key that makes the link, and ends when the key does; a link that a session makes signs in for no longer than that session. A key can have 100 links: a further one ends the oldest.
     *
     * An operator key with the scope `write:api-keys`.
     *
     * @param SignInLinkCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(#[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\SignInLink
    {
        return $this->one(Model\SignInLink::class, new Operation('POST', '/sign-in-links', hasBody: true), [], $parameters, $options);
    }
}
