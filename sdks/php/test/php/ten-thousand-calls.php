<?php

declare(strict_types=1);

// Makes 10,000 calls and prints what the process holds after the first 1,000 of them and at the end.

use CorePhp\SDK\Client;
use CorePhp\SDK\Error\ApiError;
use CorePhp\SDK\Response;

require __DIR__ . '/autoload.php';

/** @return array{files: int, objects: int, bytes: int} objects: those alive, handles of curl among them */
function held(): array
{
    gc_collect_cycles();
    $bytes = memory_get_usage();
    // New objects take the numbers that are free before they take higher ones.
    $new = array_map(static fn (): object => new stdClass(), range(1, 1_000));
    $objects = max(array_map(spl_object_id(...), $new)) - count($new);
    return ['files' => count(scandir('/proc/self/fd')), 'objects' => $objects, 'bytes' => $bytes];
}

$client = new Client('sk_live_x', ['retryDelay' => 0]);
$failed = 0;
for ($call = 1; $call <= 10_000; $call++) {
    // Copies and clients of their own, as a web server makes them, leave nothing either.
    $one = match ($call % 100) {
        1 => $client->withContext(workspaceId: "wks_{$call}"),
        2 => new Client('sk_live_x', ['retryDelay' => 0]),
        default => $client,
    };
    try {
        $workspace = $one->workspaces->get("wks_{$call}");
        Response::of($workspace)->requestId;
    } catch (ApiError) {
        $failed += 1;
    }
    unset($one, $workspace);
    $before = $call === 1_000 ? held() : $before ?? null;
}
$after = held();
echo json_encode(['calls' => $call - 1, 'failed' => $failed, 'before' => $before, 'after' => $after]);
