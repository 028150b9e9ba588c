<?php

declare(strict_types=1);

// The steps of sdks/conformance/closed-network.md.

use CorePhp\SDK\Client;
use CorePhp\SDK\Error\NotFoundError;

require __DIR__ . '/autoload.php';
require __DIR__ . '/transports.php';
ini_set('zend.exception_ignore_args', '0');

$client = new Client(trim((string) fgets(STDIN)), ['retryDelay' => 0, 'transport' => transport((string) getenv('TRANSPORT'))]);
$client->users->current();
iterator_to_array($client->workspaces->all());
$client->namespaces->create(['name' => 'Shop']);
try {
    $client->namespaces->get('ns_unknown');
} catch (NotFoundError $error) {
    var_dump($error, $error->getTrace());
    echo $error;
}
var_dump($client);
var_export($client);
print_r([(array) $client, json_encode($client), $argv, getenv(), $_SERVER, $_ENV]);
