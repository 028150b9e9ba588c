<?php

declare(strict_types=1);

// Loads each class, interface and trait of src, and prints how many under which PHP; a deprecation or warning ends it.

require dirname(__DIR__) . '/autoload.php';
error_reporting(E_ALL);
set_error_handler(static function (int $level, string $sentence, string $file, int $line): never {
    throw new ErrorException($sentence, 0, $level, $file, $line);
});
// Psr18Transport names interfaces of packages that a user may have.
foreach (['GuzzleHttp', 'Symfony/Component/HttpClient', 'Nyholm/Psr7'] as $package) {
    require_once "/usr/share/php/{$package}/autoload.php";
}

$src = dirname(__DIR__, 3) . '/src';
$count = 0;
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($src, FilesystemIterator::SKIP_DOTS)) as $file) {
    $class = 'CorePhp\\SDK\\' . strtr(substr((string) $file, strlen($src) + 1, -4), '/', '\\');
    if (!class_exists($class) && !interface_exists($class) && !trait_exists($class)) {
        throw new LogicException("{$file} has no {$class}");
    }
    $count += 1;
}
echo PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION, " {$count}\n";
