<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Client;
use CorePhp\SDK\Error\PreconditionFailedError;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Response;

function allRows(): void
{
    $client = client(tenant()['key']);
    $made = [];
    foreach (array_chunk(range(1, 250), 50) as $numbers) {
        $operations = array_map(static fn (int $number): array => ['action' => 'create', 'data' => ['name' => "Row {$number}"]], $numbers);
        foreach ($client->namespaces->batch(['operations' => $operations])->data as $item) {
            $made[$item->data->id] = 0;
        }
    }
    same(250, count($made));
    $seen = [];
    foreach ($client->namespaces->all() as $row) {
        $seen[$row->id] = ($seen[$row->id] ?? 0) + 1;
        if (array_sum($seen) % 50 === 0) {
            $client->namespaces->create(['name' => 'Between']);
        }
    }
    same([], array_keys(array_diff_key($made, $seen)), 'rows that all() left out');
    same([1], array_values(array_unique($seen)), 'how often rows came');
    eventually(static function () use ($client, $made): bool {
        $events = [];
        foreach ($client->events->all(['type' => 'namespace.created']) as $event) {
            $id = $event->data->object->id;
            $events[$id] = ($events[$id] ?? 0) + 1;
        }
        same(true, $events === [] || max($events) === 1, 'an event came twice');
        return array_diff_key($made, $events) === [];
    }, 'not all events are there');
}

function cutAfterCommit(): void
{
    $tenant = tenant();
    $proxied = operator(['baseUrl' => control('POST', '/proxies', ['cut' => 'next-write'])['url']]);
    $name = unique('cut');
    $workspace = $proxied->workspaces->create(['name' => $name, 'owner_id' => $tenant['user_id']]);
    same([2, true], [Response::of($workspace)->attempts, Response::of($workspace)->replayed]);
    same([$workspace->id], array_map(static fn ($one) => $one->id, operator()->workspaces->list(['search' => $name])->data));
    $inside = operator(['workspaceId' => $workspace->id]);
    same([$workspace->id], eventually(static fn () => eventObjects($inside, 'workspace.created'), 'no event'));
}

function killedInAWrite(): void
{
    $crash = control('POST', '/crashes');
    try {
        $client = client($crash['key'], ['baseUrl' => $crash['url']]);
        $name = unique('killed');
        $namespace = asked(static fn (array $options) => $client->namespaces->create(['name' => $name], $options));
        same([$namespace->id], array_map(static fn ($one) => $one->id, iterator_to_array($client->namespaces->all(['search' => $name]))));
        $events = eventually(static fn () => array_values(array_intersect(eventObjects($client, 'namespace.created') ?? [], [$namespace->id])) ?: null, 'no event');
        same([$namespace->id], $events);
    } finally {
        control('POST', "/crashes/{$crash['id']}/end");
    }
}

function batch(): void
{
    $answer = client(tenant()['key'])->namespaces->batch(['operations' => [
        ['action' => 'create', 'data' => ['name' => 'Good']],
        ['action' => 'create', 'data' => ['name' => 'Bad', 'slug' => 'No Slug']],
        ['action' => 'delete', 'id' => 'ns_unknown'],
    ]]);
    same([[201, null], [422, 'VALIDATION_ERROR'], [404, 'RESOURCE_NOT_FOUND']], array_map(static fn ($one) => [$one->status, $one->error?->code], $answer->data));
    same(['Good', 1, 2], [$answer->data[0]->data->name, $answer->meta->succeeded, $answer->meta->failed]);
}

function entitlements(): void
{
    $tenant = tenant();
    $id = $tenant['namespace_id'];
    operator()->namespacePackages->assign($id, ['package' => 'pro']);
    $entitlements = client($tenant['key'])->entitlements;
    $usage = static fn (): int => $entitlements->check($id, ['feature' => 'api_calls'])->currentUsage;
    same(true, $entitlements->check($id, ['feature' => 'api_calls', 'quantity' => 1])->allowed);
    same(true, $entitlements->consume($id, ['feature' => 'api_calls', 'quantity' => 2])->allowed);
    $first = $entitlements->reserve($id, ['feature' => 'api_calls', 'quantity' => 3, 'ttl_seconds' => 60])->reservation;
    $entitlements->commitReservation($id, $first->id, ['quantity' => 2]);
    $second = $entitlements->reserve($id, ['feature' => 'api_calls', 'quantity' => 4, 'ttl_seconds' => 60])->reservation;
    $entitlements->releaseReservation($id, $second->id);
    same(4, $usage());
    $reserve = ['feature' => 'api_calls', 'quantity' => 1, 'ttl_seconds' => 60];
    same('done', $entitlements->withReservation($id, $reserve, static fn ($reservation) => $reservation->quantity === 1 ? 'done' : 'another'));
    same(5, $usage());
    $thrown = new \DomainException('the work failed');
    same($thrown, failure(\DomainException::class, static fn () => $entitlements->withReservation($id, $reserve, static fn () => throw $thrown)));
    same(5, $usage());
}

function catalogue(): void
{
    $catalog = operator()->catalog;
    $code = strtr(unique('php'), '-', '.');
    do {
        $now = $catalog->get();
        $next = $now->toArray();
        $next['features'][] = ['code' => $code, 'name' => 'Of PHP', 'type' => 'boolean'];
        same(true, in_array($code, array_map(static fn ($one) => $one->code, $catalog->apply($next + ['dry_run' => true])->added), true), 'it is in added');
        try {
            $catalog->apply($next, ['ifMatch' => Response::of($now)->etag]);
            break;
        } catch (PreconditionFailedError) {
            continue;
        }
    } while (true);
    same(true, in_array($code, array_map(static fn ($one) => $one->code, $catalog->get()->features), true), 'the catalogue has it');
}

function thousandWrites(): void
{
    $told = control('POST', '/thousand-writes');
    $client = client($told['key'], ['baseUrl' => $told['url'], 'retryDelay' => 0.002]);
    for ($write = 0; $write < 1_000; $write++) {
        asked(static fn (array $options) => $client->entitlements->recordUsage($told['namespace_id'], ['feature' => $told['feature'], 'quantity' => 1], $options));
    }
}

/** Asks again with the key of each error. */
function asked(callable $call): mixed
{
    $options = [];
    for ($time = 1; $time <= 20; $time++) {
        try {
            return $call($options);
        } catch (SdkError $error) {
            $options = ['idempotencyKey' => $error->idempotencyKey ?? throw $error];
        }
    }
    throw $error;
}

/** @return list<string>|null ids of the objects of all events of that type; null: none */
function eventObjects(Client $client, string $type): ?array
{
    return array_map(static fn ($one) => $one->data->object->id, iterator_to_array($client->events->all(['type' => $type]))) ?: null;
}
