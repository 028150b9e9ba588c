<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use CorePhp\SDK\Error\WebhookVerificationError;
use CorePhp\SDK\Gen\Model\NamespaceCreatedEvent;
use CorePhp\SDK\Webhook;

function webhookReceived(): void
{
    $client = client(tenant()['key']);
    ['id' => $receiver, 'url' => $url] = control('POST', '/receivers');
    $old = 'whsec_' . base64_encode(random_bytes(32));
    $endpoint = $client->webhooks->create(['url' => $url, 'events' => ['namespace.created'], 'secret' => $old]);
    $received = static fn (int $count): array => control('GET', "/receivers/{$receiver}/requests?count={$count}")[$count - 1];
    $first = $client->namespaces->create(['name' => 'First']);
    ['headers' => $headers, 'body' => $body] = $received(1);
    $event = Webhook::verify($body, $headers, $old);
    same([NamespaceCreatedEvent::class, $first->id, 'First'], [$event::class, $event->data->object->id, $event->data->object->attributes->name]);
    $new = $client->webhooks->rotateSecret($endpoint->id, ['grace_period_hours' => 1])->secret;
    $second = $client->namespaces->create(['name' => 'Second']);
    ['headers' => $headers, 'body' => $body] = $received(2);
    foreach ([$old, $new, [$old, $new], ['another', $new]] as $secrets) {
        same($second->id, Webhook::verify($body, $headers, $secrets)->data->object->id);
    }
    same('no_match', failure(WebhookVerificationError::class, static fn () => Webhook::verify($body, $headers, 'another'))->reason);
}

function replay(): void
{
    $client = client(tenant()['key']);
    ['id' => $receiver, 'url' => $url] = control('POST', '/receivers');
    control('POST', "/receivers/{$receiver}/answer", ['status' => 500]);
    $since = new \DateTimeImmutable('-1 minute');
    $endpoint = $client->webhooks->create(['url' => $url, 'events' => ['namespace.created'], 'retry_schedule_seconds' => [0]]);
    $namespace = $client->namespaces->create(['name' => 'Refused']);
    $delivery = eventually(static fn () => $client->deliveries->list($endpoint->id, ['status' => 'failed'])->data[0] ?? null, 'no failed delivery');
    same(1, count($client->deliveries->get($endpoint->id, $delivery->id)->attemptsLog));
    control('POST', "/receivers/{$receiver}/answer", ['status' => 200]);
    $replay = $client->replays->create($endpoint->id, ['since' => $since, 'status' => 'failed']);
    eventually(static fn () => $client->replays->get($endpoint->id, $replay->id)->status === 'done', 'the replay is not done');
    $requests = control('GET', "/receivers/{$receiver}/requests?count=2");
    same([$delivery->eventId, $delivery->eventId], array_map(static fn (array $request) => $request['headers']['webhook-id'], $requests));
    same($namespace->id, json_decode($requests[1]['body'], true)['data']['object']['id']);
}
