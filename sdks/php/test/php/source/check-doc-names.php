<?php

declare(strict_types=1);

// Resolves every name in the doc types of the files and folders that are named: to a class, a template, an alias or a word
// of PHPStan. Prints a line for each that is none of these.

use PHPStan\PhpDocParser\Ast\PhpDoc\PhpDocNode;
use PHPStan\PhpDocParser\Ast\Type\ArrayShapeItemNode;
use PHPStan\PhpDocParser\Ast\Type\IdentifierTypeNode;
use PHPStan\PhpDocParser\Lexer\Lexer;
use PHPStan\PhpDocParser\Parser\ConstExprParser;
use PHPStan\PhpDocParser\Parser\PhpDocParser;
use PHPStan\PhpDocParser\Parser\TokenIterator;
use PHPStan\PhpDocParser\Parser\TypeParser;
use PHPStan\PhpDocParser\ParserConfig;

require '/usr/share/php/PHPStan/PhpDocParser/autoload.php';
require dirname(__DIR__) . '/autoload.php';
foreach (['GuzzleHttp', 'Symfony/Component/HttpClient', 'Nyholm/Psr7'] as $package) {
    require_once "/usr/share/php/{$package}/autoload.php";
}

const WORDS = [
    'array', 'bool', 'callable', 'class-string', 'false', 'float', 'int', 'list', 'mixed', 'never', 'non-empty-list', 'null',
    'object', 'self', 'static', 'string', 'true', 'void',
];

function docOf(string $comment): PhpDocNode
{
    static $config = new ParserConfig([]);
    $const = new ConstExprParser($config);
    return (new PhpDocParser($config, new TypeParser($config, $const), $const))->parse(new TokenIterator((new Lexer($config))->tokenize($comment)));
}

/** @return list<PhpDocNode> */
function docsOf(string $code): array
{
    $comments = array_filter(PhpToken::tokenize($code), static fn (PhpToken $token): bool => $token->id === T_DOC_COMMENT);
    return array_map(static fn (PhpToken $token): PhpDocNode => docOf($token->text), array_values($comments));
}

/** @return list<string> the names of types anywhere in a node */
function namesIn(mixed $node): array
{
    $parts = match (true) {
        $node instanceof ArrayShapeItemNode => [$node->valueType],
        is_object($node) => get_object_vars($node),
        default => is_array($node) ? $node : [],
    };
    $found = $node instanceof IdentifierTypeNode ? [$node->name] : [];
    return array_merge($found, ...array_map(namesIn(...), array_values($parts)));
}

/** The whole name of a class, as PHP resolves it in that code. */
function resolved(string $name, string $code): string
{
    if (str_starts_with($name, '\\')) {
        return substr($name, 1);
    }
    [$first, $rest] = explode('\\', $name, 2) + [1 => null];
    $namespace = preg_match('/^namespace ([\w\\\\]+);/m', $code, $match) === 1 ? $match[1] : '';
    $pattern = '/^use ((?:[\w\\\\]+\\\\)?' . preg_quote($first, '/') . ');|^use ([\w\\\\]+) as ' . preg_quote($first, '/') . ';/m';
    $base = preg_match($pattern, $code, $match) === 1 ? (end($match) ?: $match[1]) : "{$namespace}\\{$first}";
    return $rest === null ? $base : "{$base}\\{$rest}";
}

/** @return list<string> aliases that the class makes itself */
function aliasesOf(string $class): array
{
    $comment = class_exists($class) || interface_exists($class) || trait_exists($class) ? (new ReflectionClass($class))->getDocComment() : false;
    return $comment === false ? [] : array_map(static fn ($tag): string => $tag->alias, array_values(docOf($comment)->getTypeAliasTagValues()));
}

$files = [];
foreach (array_slice($argv, 1) as $path) {
    foreach (is_dir($path) ? new RecursiveIteratorIterator(new RecursiveDirectoryIterator($path, FilesystemIterator::SKIP_DOTS)) : [$path] as $file) {
        $files[] = (string) $file;
    }
}
$count = 0;
foreach ($files as $file) {
    $code = (string) file_get_contents($file);
    $docs = docsOf($code);
    $known = WORDS;
    $findings = [];
    foreach ($docs as $doc) {
        foreach ($doc->getTypeAliasTagValues() as $tag) {
            $known[] = $tag->alias;
        }
        foreach ($doc->getTemplateTagValues() as $tag) {
            $known[] = $tag->name;
        }
        foreach ($doc->getTypeAliasImportTagValues() as $tag) {
            $known[] = $tag->importedAs ?? $tag->importedAlias;
            $from = resolved($tag->importedFrom->name, $code);
            if (!in_array($tag->importedAlias, aliasesOf($from), true)) {
                $findings[] = "{$from} has no type {$tag->importedAlias}";
            }
        }
    }
    foreach (array_unique(namesIn($docs)) as $name) {
        $count += 1;
        $class = resolved($name, $code);
        if (!in_array($name, $known, true) && !class_exists($class) && !interface_exists($class)) {
            $findings[] = "there is no {$name}";
        }
    }
    foreach ($findings as $finding) {
        echo basename($file), ": {$finding}\n";
    }
}
echo "{$count} names\n";
