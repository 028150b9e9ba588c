<?php

declare(strict_types=1);

// Counts what a first call costs: files that it loads, Composer's among them, and bytes of memory.

$bytes = memory_get_usage();
memory_reset_peak_usage();
require getenv('SDK_AUTOLOAD');

$client = new CorePhp\SDK\Client('sk_live_x', ['baseUrl' => getenv('PLINTH_URL')]);
$workspace = $client->workspaces->create(['name' => 'Acme']);
echo json_encode([
    'name' => $workspace->name,
    'files' => count(get_included_files()) - 1,
    'bytes' => memory_get_peak_usage() - $bytes,
]);
