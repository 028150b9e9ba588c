<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\SdkError;

/** Where Plinth is. */
final readonly class Address
{
    private const DEFAULT = 'http://127.0.0.1:8080';

    /** Without a slash at the end and without /api/v1. */
    public string $origin;
    public bool $isDefault;

    public function __construct(?string $baseUrl)
    {
        $given = $baseUrl ?? Environment::get('PLINTH_URL');
        $this->isDefault = $given === null;
        $url = $given ?? self::DEFAULT;
        $parts = preg_match('/[\x00-\x20\x7f]/', $url) === 1 ? false : parse_url($url);
        if ($parts === false || !isset($parts['host']) || !in_array(strtolower($parts['scheme'] ?? ''), ['http', 'https'], true)) {
            throw new SdkError('The base URL must be an http or https address such as ' . self::DEFAULT . '.');
        }
        if (isset($parts['user']) || isset($parts['pass']) || isset($parts['query']) || isset($parts['fragment'])) {
            throw new SdkError('The base URL must have no user, query or fragment.');
        }
        $this->origin = (string) preg_replace('#(/api/v1)?/*$#', '', $url, 1);
    }

    /**
     * The URL of a path under /api/v1, with its parameters filled in.
     *
     * @param list<string> $ids
     */
    public function url(string $path, array $ids): string
    {
        foreach ($ids as $id) {
            if ($id === '' || $id === '.' || $id === '..' || preg_match('/[\x00-\x1f\x7f]/', $id) === 1) {
                throw new SdkError('An id must not be empty, "." or "..", and must hold no control character.');
            }
        }
        $filled = preg_replace_callback('/\{\w+\}/', static function () use (&$ids): string {
            return rawurlencode((string) array_shift($ids));
        }, $path);
        return "{$this->origin}/api/v1{$filled}";
    }

    public function describe(): string
    {
        return $this->isDefault ? "{$this->origin} (the default; set PLINTH_URL or the option baseUrl)" : $this->origin;
    }
}
