/** A PHP file with one class. */
export function phpFile(namespace: string, uses: readonly string[], lines: readonly string[]): string {
  const imports = [...new Set(uses)].sort().map((use) => `use ${use};`)
  const head = [
    '<?php',
    '',
    '// Generated from docs/openapi.json.',
    '',
    'declare(strict_types=1);',
    '',
    `namespace ${namespace};`,
    '',
  ]
  return [...head, ...(imports.length > 0 ? [...imports, ''] : []), ...lines, ''].join('\n')
}

/** A doc comment; one line where it fits. */
export function docBlock(lines: readonly string[], indent = ''): string[] {
  const safe = lines.map((line) => line.replaceAll('*/', '* /'))
  if (safe.length === 0) return []
  if (safe.length === 1) return [`${indent}/** ${safe[0]} */`]
  return [`${indent}/**`, ...safe.map((line) => (line === '' ? `${indent} *` : `${indent} * ${line}`)), `${indent} */`]
}

/** "'it\\'s'": a string as PHP writes it. */
export const phpString = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** "['a', 'b']". */
export const phpList = (texts: readonly string[]): string => `[${texts.map(phpString).join(', ')}]`

const reserved = new Set(
  `abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty
  enddeclare endfor endforeach endif endswitch endwhile enum eval exit extends final finally fn for foreach function global
  goto if implements include instanceof insteadof interface isset list match namespace new or print private protected
  public readonly require return static switch throw trait try unset use var while xor yield self parent true false null
  int float bool string iterable object void never mixed`.split(/\s+/),
)

/** The name as a class's: "NamespaceObject" where PHP keeps "Namespace" for itself. */
export const className = (name: string): string => (reserved.has(name.toLowerCase()) ? `${name}Object` : name)
