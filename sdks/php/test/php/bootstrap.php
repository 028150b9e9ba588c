<?php

declare(strict_types=1);

require __DIR__ . '/autoload.php';
require __DIR__ . '/transports.php';
require __DIR__ . '/unit/CountedHashes.php';
require __DIR__ . '/unit/ScriptedTransport.php';
require __DIR__ . '/unit/StillClock.php';
require __DIR__ . '/unit/dumps.php';
