const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
)

/** The Python name of a field or parameter: keywords get an underscore. Throws for a text that cannot be a name. */
export function identifier(wireName: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(wireName)) throw new Error(`${wireName} cannot be a name in Python`)
  return keywords.has(wireName) ? `${wireName}_` : wireName
}

export const constant = (name: string): string => name.replaceAll('-', '_').toUpperCase()

export const text = (value: string): string => JSON.stringify(value)

const columnsMax = 100

/** One docstring, indented: the first line, and then the others, wrapped. An empty one separates paragraphs. */
export function docstring(lines: readonly string[], indent: string): string {
  const [first = '', ...others] = lines.map((line) => line.replaceAll('\\', '\\\\').replaceAll('"""', "'''"))
  if (others.length === 0) return `${indent}"""${first}"""\n`
  const wrapped = others.flatMap((line) => wrap(line, columnsMax - indent.length))
  return `${indent}"""${first}\n\n${wrapped.map((line) => `${indent}${line}`.trimEnd()).join('\n')}\n${indent}"""\n`
}

/** The lines of a text, which `help()` shows as they are. Code in backticks stays in one line. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || longer.length <= columns) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** `head(a, b)tail`; over several lines where it is too long for one. */
export function call(head: string, parts: readonly string[], tail: string, indent: string): string {
  const line = `${indent}${head}${parts.join(', ')}${tail}`
  if (line.length <= 118) return `${line}\n`
  return `${indent}${head}\n${parts.map((part) => `${indent}    ${part},\n`).join('')}${indent}${tail}\n`
}
