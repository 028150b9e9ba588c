<?php

declare(strict_types=1);

use CorePhp\SDK\CurlTransport;
use CorePhp\SDK\Psr18Transport;
use CorePhp\SDK\Transport;

/** The transport of that name; the clients of Debian's packages. */
function transport(string $name): Transport
{
    foreach (['GuzzleHttp', 'Symfony/Component/HttpClient', 'Nyholm/Psr7'] as $package) {
        require_once "/usr/share/php/{$package}/autoload.php";
    }
    $factory = new Nyholm\Psr7\Factory\Psr17Factory();
    return match ($name) {
        'curl' => new CurlTransport(),
        'guzzle' => Psr18Transport::discover(),
        'symfony' => new Psr18Transport(new Symfony\Component\HttpClient\Psr18Client(null, $factory, $factory), $factory, $factory),
    };
}
