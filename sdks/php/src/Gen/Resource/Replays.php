<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;

/**
 * Ended deliveries of a webhook that are sent again.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type ReplaysCreateParameters array{
 *     since: string|\DateTimeInterface,
 *     until?: string|\DateTimeInterface,
 *     status?: 'success'|'failed'|'cancelled'|string,
 *     dry_run?: bool,
 * }
 * @phpstan-type ReplaysGetParameters array{
 *     fields?: list<'id'|'webhook_id'|'status'|'total'|'done'|'created_at'|string>,
 * }
 */
final class Replays extends Resource
{
    /**
     * Replay the deliveries of a period.
     *
     * Sends every ended delivery that was created between `since` and `until` again, with the same bytes and the same `webhook-id`. The speed depends on the endpoint. An endpoint has at most one running replay. Returns 422 if the endpoint has more than 100,000 deliveries of any status in the period: replay shorter periods, one after another.
     *
     * Scope: `write:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param ReplaysCreateParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($parameters is array{dry_run: true, ...} ? Model\ReplayCount : Model\Replay)
     */
    public function create(string $webhookId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\ReplayCount|Model\Replay
    {
        return $this->one([Model\ReplayCount::class, Model\Replay::class], new Operation('POST', '/webhooks/{webhook_id}/replay', ['dry_run'], hasBody: true), [$webhookId], $parameters, $options);
    }

    /**
     * Read the progress of a replay.
     *
     * `done` counts deliveries that are queued, whatever comes of them: their results are in the list of deliveries. A replay with the status `done` has queued all.
     *
     * Scope: `read:webhooks`.
     *
     * @param ReplaysGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\Replay|null : Model\Replay)
     */
    public function get(string $webhookId, string $replayId, array $parameters = [], CallOptions|array $options = []): ?Model\Replay
    {
        return $this->read(Model\Replay::class, new Operation('GET', '/webhooks/{webhook_id}/replays/{replay_id}', ['fields']), [$webhookId, $replayId], $parameters, $options);
    }

    /**
     * Cancel a replay; deliveries that are already queued are sent.
     *
     * A replay that has ended stays as it is.
     *
     * Scope: `delete:webhooks`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function cancel(string $webhookId, string $replayId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/webhooks/{webhook_id}/replays/{replay_id}'), [$webhookId, $replayId], [], $options);
    }
}
