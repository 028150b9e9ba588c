<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use CorePhp\SDK\Error\WebhookVerificationError;
use CorePhp\SDK\Gen\Events;
use CorePhp\SDK\Gen\Model\Event;
use CorePhp\SDK\Internal\Json;
use CorePhp\SDK\Internal\WebhookHeaders;
use CorePhp\SDK\Internal\WebhookSignature;

/**
 * Verifies the requests that Plinth sends to your endpoints; needs no Client.
 *
 * @phpstan-import-type AnyEvent from Events
 */
final class Webhook
{
    /**
     * The event, typed by its `type`, once the request is shown to be genuine and recent.
     *
     * @param mixed $body the raw bytes: `file_get_contents('php://input')`, or the body of a PSR-7 request
     * @param mixed $headers an array by name, `$_SERVER`, `getallheaders()`, a PSR-7 message, or an object with all()
     * @param string|list<string> $secrets several during a rotation
     * @param 'standard'|'body' $scheme 'standard' (https://www.standardwebhooks.com) covers the time; 'body' does not, so a
     *     recorded request passes again at any time
     * @param int $toleranceSeconds how old or new the timestamp may be
     *
     * @return AnyEvent
     *
     * @throws WebhookVerificationError whose `reason` says why
     */
    public static function verify(
        mixed $body,
        mixed $headers,
        #[\SensitiveParameter] string|array $secrets,
        string $scheme = 'standard',
        int $toleranceSeconds = 300,
        ?int $now = null,
    ): Model {
        $text = self::verifySignature($body, $headers, $secrets, $scheme, $toleranceSeconds, $now);
        $event = Json::fields(Json::decode($text));
        if (!is_string($event['type'] ?? null)) {
            throw new WebhookVerificationError('bad_body', 'The signature is right, but the body is no event: a JSON object with a type.');
        }
        $class = Events::CLASSES[$event['type']] ?? Event::class;
        return new $class($event);
    }

    /**
     * The raw body, once the request is shown to be genuine; the parameters are those of verify.
     *
     * @param string|list<string> $secrets
     *
     * @throws WebhookVerificationError whose `reason` says why
     */
    public static function verifySignature(
        mixed $body,
        mixed $headers,
        #[\SensitiveParameter] string|array $secrets,
        string $scheme = 'standard',
        int $toleranceSeconds = 300,
        ?int $now = null,
    ): string {
        if ($toleranceSeconds < 0) {
            throw new Error\SdkError('The tolerance must be a number of seconds, 0 or more.');
        }
        if (!is_string($body) && !$body instanceof \Stringable) {
            throw new WebhookVerificationError('not_raw', "The body must be the raw bytes, before any parsing: file_get_contents('php://input').");
        }
        $text = (string) $body;
        $keys = WebhookSignature::secrets($secrets);
        $given = new WebhookHeaders($headers);
        $isGenuine = match ($scheme) {
            'standard' => WebhookSignature::isStandard($text, $given, $keys, $toleranceSeconds, $now ?? time()),
            'body' => WebhookSignature::isBody($text, $given, $keys),
            default => throw new Error\SdkError("There is no scheme \"{$scheme}\": it is 'standard' or 'body'."),
        };
        if (!$isGenuine) {
            throw new WebhookVerificationError('no_match', 'No signature matches: is the secret that of this endpoint, and the body raw?');
        }
        return $text;
    }

    /**
     * Headers as Plinth sends them with this body, for tests.
     *
     * @return array<string, string>
     */
    public static function sign(string $body, #[\SensitiveParameter] string $secret, string $id = 'evt_test', ?int $timestamp = null): array
    {
        $time = (string) ($timestamp ?? time());
        return [
            'webhook-id' => $id,
            'webhook-timestamp' => $time,
            'webhook-signature' => WebhookSignature::standard($id, $time, $body, $secret),
            'x-webhook-signature' => WebhookSignature::body($body, $secret),
            'x-webhook-timestamp' => $time,
        ];
    }
}
