<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Gen\Resources;
use CorePhp\SDK\Internal\Address;
use CorePhp\SDK\Internal\Caller;
use CorePhp\SDK\Internal\Environment;
use CorePhp\SDK\Internal\FreeRequest;
use CorePhp\SDK\Internal\Secret;

/**
 * Plinth's API: `$client->workspaces->create(['name' => 'Acme'])`.
 *
 * @phpstan-import-type OptionsArray from Options
 * @phpstan-import-type CallOptionsArray from CallOptions
 */
final class Client extends Resources
{
    private readonly Options $options;
    private readonly Secret $key;
    private readonly Transport $transport;

    /**
     * @param string|null $key default: PLINTH_API_KEY
     * @param Options|OptionsArray $options
     *
     * @throws SdkError without a key, for an option that does not exist, or for an address that is none
     */
    public function __construct(#[\SensitiveParameter] ?string $key = null, Options|array $options = [])
    {
        $this->options = Options::from($options);
        $key ??= Environment::get('PLINTH_API_KEY') ?? '';
        if (preg_match('/^[\x21-\x7e]+$/D', $key) !== 1) {
            throw new SdkError($key === '' ? 'No API key: pass one, or set PLINTH_API_KEY.' : 'The API key must hold no space, control or other special character.');
        }
        $this->key = new Secret($key);
        $this->transport = $this->options->transport ?? new CurlTransport();
        parent::__construct(new Caller(new Address($this->options->baseUrl), $this->key, $this->options, $this->transport));
    }

    /** A copy on the same connections that acts in another workspace or namespace. */
    public function withContext(?string $workspaceId = null, ?string $namespaceId = null): self
    {
        $changed = array_filter(['workspaceId' => $workspaceId, 'namespaceId' => $namespaceId], is_string(...));
        $options = ['transport' => $this->transport, ...$changed] + get_object_vars($this->options);
        return new self($this->key->reveal(), Options::from($options));
    }

    /**
     * Calls an operation that this version need not know, with the same retries.
     *
     * @param string $path under /api/v1: "/workspaces"
     * @param array<mixed>|null $body
     * @param array<mixed> $query
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Record|Page<Record>|null null: an answer without content
     */
    public function request(string $method, string $path, #[\SensitiveParameter] ?array $body = null, array $query = [], CallOptions|array $options = []): Record|Page|null
    {
        return (new FreeRequest($this->caller))->send($method, $path, $body, $query, $options);
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['key' => '[redacted]', 'options' => $this->options];
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new SdkError('A Client cannot be serialized. Make a new one where you need it.');
    }
}
