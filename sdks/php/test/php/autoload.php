<?php

declare(strict_types=1);

// The package as Composer would load it: from $SDK_AUTOLOAD, an installed copy, else from the sources beside the tests.
$installed = getenv('SDK_AUTOLOAD');
if (is_string($installed) && $installed !== '') {
    require $installed;
} else {
    spl_autoload_register(static function (string $class): void {
        if (str_starts_with($class, 'CorePhp\\SDK\\')) {
            $file = dirname(__DIR__, 2) . '/src/' . strtr(substr($class, 12), '\\', '/') . '.php';
            if (is_file($file)) {
                require $file;
            }
        }
    });
}
