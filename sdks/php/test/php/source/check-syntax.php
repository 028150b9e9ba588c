<?php

declare(strict_types=1);

// Refuses what PHP 8.2 does not know in the files and folders that are named; prints a line for each finding.

use PhpParser\Node;
use PhpParser\NodeTraverser;
use PhpParser\NodeVisitor\NameResolver;
use PhpParser\NodeVisitorAbstract;
use PhpParser\ParserFactory;
use PhpParser\PhpVersion;

require '/usr/share/php/PhpParser/autoload.php';

final class NewerThan82 extends NodeVisitorAbstract
{
    private const FUNCTIONS = [
        // 8.3
        'json_validate', 'mb_str_pad', 'str_increment', 'str_decrement', 'stream_context_set_options', 'ldap_connect_wallet',
        'posix_sysconf', 'posix_pathconf', 'posix_fpathconf', 'posix_eaccess', 'socket_atmark', 'pg_set_error_context_visibility',
        // 8.4
        'array_find', 'array_find_key', 'array_any', 'array_all', 'mb_trim', 'mb_ltrim', 'mb_rtrim', 'mb_ucfirst', 'mb_lcfirst',
        'bcceil', 'bcfloor', 'bcround', 'bcdivmod', 'fpow', 'http_get_last_response_headers', 'http_clear_last_response_headers',
        'request_parse_body', 'grapheme_str_split', 'opcache_jit_blacklist', 'intltz_get_iana_id', 'pcntl_getcpu', 'sodium_crypto_aead_aegis128l_encrypt',
        // 8.5
        'array_first', 'array_last', 'get_error_handler', 'get_exception_handler', 'curl_multi_get_handles',
        'curl_share_init_persistent', 'grapheme_levenshtein', 'locale_is_right_to_left', 'opcache_is_script_cached_in_file_cache',
    ];
    private const CLASSES = [
        'Override', 'Deprecated', 'NoDiscard', 'DateMalformedStringException', 'DateMalformedIntervalStringException', 'DateException',
        'DateError', 'SQLite3Exception', 'RoundingMode', 'StreamBucket', 'Uri\\Rfc3986\\Uri', 'Uri\\WhatWg\\Url',
    ];
    private const CONSTANTS = ['CURLOPT_PROTOCOLS_STR', 'CURLOPT_REDIR_PROTOCOLS_STR', 'CURL_HTTP_VERSION_3', 'CURLOPT_DEBUGFUNCTION', 'PHP_SBINDIR'];
    private const METHODS = ['createFromTimestamp', 'setMicrosecond', 'getMicrosecond', 'getBytesFromString', 'resetAsLazyGhost', 'newLazyGhost'];

    /** @var list<string> */
    public array $findings = [];

    public function __construct(private readonly string $code)
    {
    }

    public function enterNode(Node $node): null
    {
        $what = match (true) {
            $node instanceof Node\Stmt\ClassConst && $node->type !== null => 'a typed class constant (8.3)',
            $node instanceof Node\Expr\ClassConstFetch && $node->name instanceof Node\Expr => 'a class constant by expression (8.3)',
            $node instanceof Node\Stmt\Class_ && $node->isAnonymous() && $node->isReadonly() => 'a readonly anonymous class (8.3)',
            $node instanceof Node\StaticVar && $node->default !== null && !$this->isConstant($node->default) => 'a static variable from an expression (8.3)',
            $node instanceof Node\PropertyHook => 'a property hook (8.4)',
            ($node instanceof Node\Stmt\Property || $node instanceof Node\Param) && ($node->isPrivateSet() || $node->isProtectedSet() || $node->isPublicSet()) => 'another visibility to set (8.4)',
            $node instanceof Node\Stmt\Property && $node->isFinal() => 'a final property (8.4)',
            ($node instanceof Node\Expr\MethodCall || $node instanceof Node\Expr\PropertyFetch) && $node->var instanceof Node\Expr\New_
                && $this->code[$node->var->getStartFilePos() - 1] !== '(' => 'a call on new without parentheses (8.4)',
            $node instanceof Node\Expr\BinaryOp && $node->getOperatorSigil() === '|>' => 'a pipe (8.5)',
            $node instanceof Node\Expr\FuncCall && $node->name instanceof Node\Name && in_array($node->name->toLowerString(), self::FUNCTIONS, true) => "the function {$node->name}",
            $node instanceof Node\Name && in_array($node->toString(), self::CLASSES, true) => "the class {$node}",
            $node instanceof Node\Expr\ConstFetch && in_array($node->name->toString(), self::CONSTANTS, true) => "the constant {$node->name}",
            ($node instanceof Node\Expr\MethodCall || $node instanceof Node\Expr\StaticCall) && $node->name instanceof Node\Identifier
                && in_array($node->name->toString(), self::METHODS, true) => "the method {$node->name}",
            default => null,
        };
        if ($what !== null) {
            $this->findings[] = "line {$node->getStartLine()}: {$what}";
        }
        return null;
    }

    private function isConstant(Node\Expr $expr): bool
    {
        return $expr instanceof Node\Scalar || $expr instanceof Node\Expr\Array_ || $expr instanceof Node\Expr\ConstFetch || $expr instanceof Node\Expr\ClassConstFetch;
    }
}

$files = [];
foreach (array_slice($argv, 1) as $path) {
    foreach (is_dir($path) ? new RecursiveIteratorIterator(new RecursiveDirectoryIterator($path, FilesystemIterator::SKIP_DOTS)) : [$path] as $file) {
        $files[] = (string) $file;
    }
}
sort($files);
$parser = (new ParserFactory())->createForVersion(PhpVersion::fromString('8.2'));
foreach ($files as $file) {
    $code = (string) file_get_contents($file);
    $visitor = new NewerThan82($code);
    $traverser = new NodeTraverser(new NameResolver(), $visitor);
    try {
        $traverser->traverse($parser->parse($code) ?? []);
    } catch (PhpParser\Error $error) {
        $visitor->findings[] = $error->getMessage();
    }
    if (!preg_match('/^declare\(strict_types=1\);$/m', $code)) {
        $visitor->findings[] = 'no strict_types';
    }
    foreach ($visitor->findings as $finding) {
        echo basename($file), ": {$finding}\n";
    }
}
echo count($files), " files\n";
