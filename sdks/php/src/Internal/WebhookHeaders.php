<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\WebhookVerificationError;

/** Headers of any shape, by name in lower case. */
final class WebhookHeaders
{
    /** @var array<string, string> */
    private array $values = [];

    public function __construct(mixed $headers)
    {
        if (is_object($headers)) {
            $headers = match (true) {
                method_exists($headers, 'getHeaders') => $headers->getHeaders(),
                method_exists($headers, 'all') => $headers->all(),
                $headers instanceof \Traversable => iterator_to_array($headers),
                default => get_object_vars($headers),
            };
        }
        foreach (is_array($headers) ? $headers : [] as $name => $value) {
            if (is_int($name) && is_string($value) && str_contains($value, ':')) {
                [$name, $value] = explode(':', $value, 2);
            }
            $value = is_array($value) ? implode(' ', array_filter($value, is_string(...))) : $value;
            if (is_string($value)) {
                $this->values[self::plain((string) $name)] = trim($value);
            }
        }
    }

    /** @throws WebhookVerificationError if it is missing or empty */
    public function required(string $name): string
    {
        $value = $this->values[$name] ?? '';
        return $value === '' ? throw new WebhookVerificationError('missing_header', "The header {$name} is missing.") : $value;
    }

    /** HTTP_WEBHOOK_ID of $_SERVER is webhook-id. */
    private static function plain(string $name): string
    {
        $lower = strtolower(trim($name));
        return str_starts_with($lower, 'http_') ? strtr(substr($lower, 5), '_', '-') : $lower;
    }
}
