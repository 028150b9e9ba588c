<?php

declare(strict_types=1);

// Parses every doc comment of src, and compares the shapes of parameters and the classes of answers with docs/openapi.json,
// which is read here anew: what the generator got wrong differs. Prints a line for each finding.

use PHPStan\PhpDocParser\Ast\PhpDoc\InvalidTagValueNode;
use PHPStan\PhpDocParser\Ast\PhpDoc\PhpDocNode;
use PHPStan\PhpDocParser\Lexer\Lexer;
use PHPStan\PhpDocParser\Parser\ConstExprParser;
use PHPStan\PhpDocParser\Parser\PhpDocParser;
use PHPStan\PhpDocParser\Parser\TokenIterator;
use PHPStan\PhpDocParser\Parser\TypeParser;
use PHPStan\PhpDocParser\ParserConfig;

require '/usr/share/php/PHPStan/PhpDocParser/autoload.php';
require dirname(__DIR__) . '/autoload.php';
require __DIR__ . '/document-types.php';
require __DIR__ . '/doc-types.php';

function docOf(string $comment): PhpDocNode
{
    static $parser, $lexer;
    $config = new ParserConfig([]);
    $lexer ??= new Lexer($config);
    $const = new ConstExprParser($config);
    $parser ??= new PhpDocParser($config, new TypeParser($config, $const), $const);
    return $parser->parse(new TokenIterator($lexer->tokenize($comment === '' ? '/** */' : $comment)));
}

function camel(string $name): string
{
    return lcfirst(str_replace(' ', '', ucwords(strtr($name, '-_', '  '))));
}

$comments = 0;
$src = dirname(__DIR__, 3) . '/src';
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($src, FilesystemIterator::SKIP_DOTS)) as $file) {
    foreach (PhpToken::tokenize((string) file_get_contents((string) $file)) as $token) {
        if ($token->id !== T_DOC_COMMENT) {
            continue;
        }
        $comments += 1;
        foreach (docOf($token->text)->getTags() as $tag) {
            if ($tag->value instanceof InvalidTagValueNode) {
                echo basename((string) $file), ", line {$token->line}: {$tag->value->value}: {$tag->value->exception->getMessage()}\n";
            }
        }
    }
}

$document = new DocumentTypes(dirname(__DIR__, 5) . '/docs/openapi.json');
$operations = 0;
foreach ($document->operations() as $id => $operation) {
    $operations += 1;
    [$resource, $verb] = explode('.', $id);
    $class = 'CorePhp\\SDK\\Gen\\Resource\\' . ucfirst(camel($resource));
    $method = new ReflectionMethod($class, camel($verb));
    $types = new DocTypes($class);
    $findings = [
        'takes' => [$document->parametersOf($operation), $types->parametersOf($method)],
        'answers' => [$document->answerOf($operation), $types->answerOf($method)],
        'ids' => [$document->idsOf($operation), $types->idsOf($method)],
    ];
    foreach ($findings as $what => [$due, $given]) {
        if ($due !== $given) {
            echo "{$id} {$what}\n  {$given}, and the document says\n  {$due}\n";
        }
    }
}
echo "{$comments} comments, {$operations} operations\n";
