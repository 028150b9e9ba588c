<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Error\PermissionDeniedError;
use CorePhp\SDK\Error\RateLimitError;
use CorePhp\SDK\Response;

function firstCall(): void
{
    $tenant = tenant();
    $client = client($tenant['key']);
    same($tenant['user_id'], $client->users->current()->id);
    same([$tenant['workspace_id']], array_map(static fn ($one) => $one->id, $client->workspaces->list()->data));
    $namespace = $client->namespaces->create(['name' => 'Shop', 'tags' => ['eu']]);
    same(['eu'], $client->namespaces->get($namespace->id, ['include' => ['tags']])->tags);
}

function scopedKey(): void
{
    $operator = operator();
    $user = $operator->users->create(['name' => 'Ada', 'email' => unique('ada') . '@example.com']);
    $workspace = $operator->workspaces->create(['name' => 'Acme', 'owner_id' => $user->id]);
    $inside = $operator->withContext(workspaceId: $workspace->id);
    $namespace = $inside->namespaces->create(['name' => 'Shop']);
    $key = $inside->apiKeys->create(['name' => 'Reader', 'scopes' => ['read:namespaces'], 'user_id' => $user->id]);
    $client = client($key->key);
    same(true, in_array($namespace->id, array_map(static fn ($one) => $one->id, $client->namespaces->list()->data), true), 'the namespace is listed');
    $error = failure(PermissionDeniedError::class, static fn () => $client->namespaces->create(['name' => 'No']));
    same(['INSUFFICIENT_PERMISSIONS', 403, true], [$error->code, $error->status, isset($error->details['required_scope'])]);
}

function allErrors(): void
{
    $seen = [];
    foreach (control('POST', '/errors') as ['code' => $code, 'class' => $class, 'status' => $status, 'client' => $given, 'call' => $call]) {
        $key = $given['key'];
        unset($given['key']);
        $client = client($key, $given);
        $error = failure('CorePhp\\SDK\\Error\\' . $class, static function () use ($client, $call): void {
            if ($call['kind'] === 'request') {
                $client->request($call['method'], $call['path'], $call['body'] ?? null);
                return;
            }
            [$resource, $verb] = array_map(static fn ($name) => lcfirst(str_replace('-', '', ucwords($name, '-'))), explode('.', $call['operation']));
            $fields = isset($call['fields']) || $verb === 'get' || $verb === 'list' ? [$call['fields'] ?? []] : [];
            $client->{$resource}->{$verb}(...[...$call['ids'] ?? [], ...$fields, $call['options'] ?? []]);
        });
        same([$code, $status, true, true], [$error->code, $error->status, $error->getMessage() !== '', str_starts_with((string) $error->requestId, 'req_')]);
        $seen[] = $code;
    }
    same(true, count($seen) >= 20, 'errors seen');
}

function includeFieldsConditions(): void
{
    $namespaces = client(tenant()['key'])->namespaces;
    $made = $namespaces->create(['name' => 'One', 'tags' => ['a', 'b']]);
    same(['a', 'b'], $namespaces->get($made->id, ['include' => ['tags']])->tags);
    same(['id' => $made->id, 'name' => 'One'], $namespaces->get($made->id, ['fields' => ['name']])->toArray());
    $etag = Response::of($namespaces->get($made->id))->etag;
    $namespaces->update($made->id, ['name' => 'Two'], ['ifMatch' => $etag]);
    $error = failure(\CorePhp\SDK\Error\PreconditionFailedError::class, static fn () => $namespaces->update($made->id, ['name' => 'Three'], ['ifMatch' => $etag]));
    same(412, $error->status);
    $now = $namespaces->get($made->id);
    same('Two', $now->name);
    same(null, $namespaces->get($made->id, [], ['ifNoneMatch' => Response::of($now)->etag]));
}

function rateLimits(): void
{
    $burst = client(tenant('burst')['key']);
    // A slow machine needs more than six: one call comes back every 2 s.
    for ($call = 1; Response::of($burst->users->current())->attempts === 1; $call++) {
        same(true, $call < 100, 'one call waited');
    }
    $hour = client(tenant('hour')['key']);
    for ($call = 1; $call <= 10; $call++) {
        $hour->users->current();
    }
    $error = failure(RateLimitError::class, static fn () => $hour->users->current());
    same([1, true], [$error->attempts, $error->retryAfter > 60]);
}

function keyRotation(): void
{
    $tenant = tenant();
    $client = client($tenant['key']);
    $second = $client->apiKeys->create(['name' => 'Second', 'scopes' => ['read:all', 'write:api-keys']]);
    $clients = [client($second->key)];
    for ($call = 1; $call <= 50; $call++) {
        if ($call === 25) {
            $rotated = $client->apiKeys->rotate($second->id, ['grace_period_hours' => 1]);
            $clients[] = client($rotated->key);
            same($second->id, $rotated->previous->id);
            same(true, abs($rotated->previous->expiresAt->getTimestamp() - time() - 3600) < 300, 'it ends in an hour');
        }
        foreach ($clients as $one) {
            same($tenant['user_id'], $one->users->current()->id);
        }
    }
}

function hundredAtOnce(): void
{
    $client = client(tenant()['key']);
    $ids = [];
    for ($one = 0; $one < 10; $one++) {
        $ids[] = $client->namespaces->create(['name' => "Number {$one}"])->id;
    }
    for ($call = 0; $call < 100; $call++) {
        same($ids[$call % 10], $client->namespaces->get($ids[$call % 10])->id);
    }
}
