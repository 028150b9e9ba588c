<?php

declare(strict_types=1);

// Prints each of the calls "resource->method" that the client does not have.

require __DIR__ . '/../autoload.php';

$client = new CorePhp\SDK\Client('sk_live_x');
foreach (array_slice($argv, 1) as $call) {
    [$resource, $method] = explode('->', $call);
    if (!property_exists($client, $resource) || !method_exists($client->{$resource}, $method)) {
        echo "{$call}\n";
    }
}
