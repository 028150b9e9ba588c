<?php

declare(strict_types=1);

// Makes the journeys that $JOURNEYS names, and prints a line of JSON for each.

require __DIR__ . '/autoload.php';
require __DIR__ . '/journeys/control.php';
foreach (glob(__DIR__ . '/journeys/make-*.php') as $file) {
    require $file;
}

foreach (explode(',', (string) getenv('JOURNEYS')) as $id) {
    $begun = microtime(true);
    $journey = 'CorePhp\\SDK\\Test\\' . lcfirst(str_replace('-', '', ucwords($id, '-')));
    try {
        if (!function_exists($journey)) {
            throw new LogicException('PHP does not make it');
        }
        $journey();
        $outcome = ['ok' => true, 'detail' => round((microtime(true) - $begun) * 1000) . ' ms'];
    } catch (Throwable $error) {
        $outcome = ['ok' => false, 'detail' => $error::class . ": {$error->getMessage()} at " . basename($error->getFile()) . ":{$error->getLine()}"];
    }
    echo json_encode(['id' => $id] + $outcome), "\n";
}
