export const formats = ['table', 'json', 'yaml', 'ndjson', 'id'] as const
export type Format = (typeof formats)[number]

/** The value of `-o`, also in arguments that cannot be parsed, so that the sentence about them has the right form. */
export function askedFormat(args: readonly string[]): Format | undefined {
  const end = args.indexOf('--')
  const options = end === -1 ? args : args.slice(0, end)
  const found = options.flatMap((arg, at) => {
    if (arg === '-o' || arg === '--output') return [options[at + 1]]
    if (arg.startsWith('--output=')) return [arg.slice('--output='.length)]
    return /^-o./.test(arg) ? [arg.slice(2).replace(/^=/, '')] : []
  })
  return formats.find((format) => format === found.at(-1))
}

/** Those whose reader is a program, which wants to parse failures too. */
export const isJson = (format: Format): boolean => format === 'json' || format === 'ndjson'
