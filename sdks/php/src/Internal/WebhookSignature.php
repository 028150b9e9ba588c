<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\WebhookVerificationError;

/** The two signatures of docs/guides/webhooks.md. */
final class WebhookSignature
{
    /** As the sender reads it: the last character may have bits that stand for nothing. */
    private const BASE64 = '~^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$~D';

    /**
     * @param string|array<mixed> $secrets
     *
     * @return non-empty-list<string>
     */
    public static function secrets(#[\SensitiveParameter] string|array $secrets): array
    {
        $list = [];
        foreach (is_array($secrets) ? $secrets : [$secrets] as $secret) {
            if (!is_string($secret) || $secret === '') {
                throw new WebhookVerificationError('bad_secret', 'A secret is empty or not a string.');
            }
            $list[] = $secret;
        }
        return $list === [] ? throw new WebhookVerificationError('bad_secret', 'No secret was given.') : $list;
    }

    /** @param list<string> $secrets */
    public static function isStandard(string $body, WebhookHeaders $headers, #[\SensitiveParameter] array $secrets, int $toleranceSeconds, int $now): bool
    {
        $id = $headers->required('webhook-id');
        $timestamp = $headers->required('webhook-timestamp');
        $signatures = $headers->required('webhook-signature');
        if (!ctype_digit($timestamp) || strlen($timestamp) > 12) {
            throw new WebhookVerificationError('bad_timestamp', 'webhook-timestamp is not a Unix time in seconds.');
        }
        $age = $now - (int) $timestamp;
        if ($age > $toleranceSeconds) {
            throw new WebhookVerificationError('too_old', "The request was signed {$age} seconds ago.");
        }
        if (-$age > $toleranceSeconds) {
            throw new WebhookVerificationError('too_new', 'The request was signed in the future: is the clock right?');
        }
        $due = array_map(static fn (#[\SensitiveParameter] string $secret): string => self::standard($id, $timestamp, $body, $secret), $secrets);
        $isGenuine = false;
        // A stranger may send thousands of signatures: the body is hashed once for each secret, whatever is given.
        foreach (explode(' ', $signatures) as $signature) {
            foreach ($due as $one) {
                $isGenuine = hash_equals($one, $signature) || $isGenuine;
            }
        }
        return $isGenuine;
    }

    /** @param list<string> $secrets */
    public static function isBody(string $body, WebhookHeaders $headers, #[\SensitiveParameter] array $secrets): bool
    {
        $signature = $headers->required('x-webhook-signature');
        $isGenuine = false;
        foreach ($secrets as $secret) {
            $isGenuine = hash_equals(self::body($body, $secret), $signature) || $isGenuine;
        }
        return $isGenuine;
    }

    public static function standard(string $id, string $timestamp, string $body, #[\SensitiveParameter] string $secret): string
    {
        return 'v1,' . base64_encode(hash_hmac('sha256', "{$id}.{$timestamp}.{$body}", self::key($secret), true));
    }

    public static function body(string $body, #[\SensitiveParameter] string $secret): string
    {
        return 'sha256=' . hash_hmac('sha256', $body, $secret);
    }

    /** The bytes after whsec_ if they are base64, else the whole secret. */
    private static function key(#[\SensitiveParameter] string $secret): string
    {
        $encoded = str_starts_with($secret, 'whsec_') ? substr($secret, 6) : '';
        return $encoded !== '' && preg_match(self::BASE64, $encoded) === 1 ? (string) base64_decode($encoded, true) : $secret;
    }
}
