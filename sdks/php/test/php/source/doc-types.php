<?php

declare(strict_types=1);

use CorePhp\SDK\Model;
use PHPStan\PhpDocParser\Ast\ConstExpr\ConstExprStringNode;
use PHPStan\PhpDocParser\Ast\Type;

/** Types of doc comments and classes, written as DocumentTypes writes them. */
final class DocTypes
{
    /** @var array<string, Type\TypeNode> */
    private array $aliases = [];

    public function __construct(private readonly string $class)
    {
        foreach (docOf((string) (new ReflectionClass($class))->getDocComment())->getTypeAliasTagValues() as $alias) {
            $this->aliases[$alias->alias] = $alias->type;
        }
    }

    public function idsOf(ReflectionMethod $method): string
    {
        $names = array_map(static fn (ReflectionParameter $one): string => $one->getName(), $method->getParameters());
        return implode(',', array_diff($names, ['parameters', 'options']));
    }

    public function parametersOf(ReflectionMethod $method): string
    {
        foreach (docOf((string) $method->getDocComment())->getParamTagValues() as $param) {
            if ($param->parameterName === '$parameters') {
                return $this->text($param->type);
            }
        }
        return 'none';
    }

    public function answerOf(ReflectionMethod $method): string
    {
        $type = docOf((string) $method->getDocComment())->getReturnTagValues()[0]->type ?? null;
        if ($type instanceof Type\ConditionalTypeForParameterNode) {
            if ($type->parameterName === '$parameters') {
                // A dry run answers something else; a call that answers nothing is null beside it.
                return DocumentTypes::union(array_diff([$this->text($type->if), $this->text($type->else)], ['null']));
            }
            $type = $type->else;
        }
        $native = (string) $method->getReturnType();
        return match (true) {
            $type !== null => $this->text($type),
            $native === 'void' => 'none',
            default => DocumentTypes::union(array_map(self::native(...), explode('|', $native))),
        };
    }

    private function text(Type\TypeNode $type): string
    {
        return match (true) {
            $type instanceof Type\IdentifierTypeNode => isset($this->aliases[$type->name]) ? $this->text($this->aliases[$type->name]) : self::native($type->name),
            $type instanceof Type\UnionTypeNode => DocumentTypes::union(array_map($this->text(...), $type->types)),
            $type instanceof Type\ConstTypeNode => $type->constExpr instanceof ConstExprStringNode ? "'{$type->constExpr->value}'" : (string) $type,
            $type instanceof Type\ArrayShapeNode => DocumentTypes::shape(array_map(
                fn (Type\ArrayShapeItemNode $item): string => trim((string) $item->keyName, "'") . ($item->optional ? '?' : '') . ": {$this->text($item->valueType)}",
                $type->items,
            )),
            $type instanceof Type\GenericTypeNode => match ($type->type->name) {
                'list' => "list<{$this->text($type->genericTypes[0])}>",
                'array' => "map<{$this->text($type->genericTypes[1])}>",
                'Page' => "page<{$this->text($type->genericTypes[0])}>",
            },
        };
    }

    private static function native(string $name): string
    {
        $short = ltrim($name, '?\\');
        $text = match ($short) {
            'string', 'int', 'float', 'bool', 'null', 'mixed' => $short,
            'DateTimeImmutable', 'DateTimeInterface' => 'time',
            default => self::model('CorePhp\\SDK\\Gen\\Model\\' . substr((string) strrchr("\\{$short}", '\\'), 1)),
        };
        return str_starts_with($name, '?') ? DocumentTypes::union([$text, 'null']) : $text;
    }

    /** @param class-string<Model> $class */
    private static function model(string $class): string
    {
        $types = new self($class);
        $fields = [];
        foreach ((new ReflectionClassConstant($class, 'FIELDS'))->getValue() as $property => $field) {
            $reflected = new ReflectionProperty($class, $property);
            $documented = docOf((string) $reflected->getDocComment())->getVarTagValues()[0]->type ?? null;
            $native = (string) $reflected->getType();
            $text = $documented !== null ? $types->text($documented) : DocumentTypes::union(array_map(self::native(...), explode('|', $native)));
            $condition = $field[2] ?? null;
            $fields[] = $field[0] . ($condition === true ? '?' : ($condition === null ? '' : '+')) . ": {$text}";
        }
        return DocumentTypes::shape($fields);
    }
}
