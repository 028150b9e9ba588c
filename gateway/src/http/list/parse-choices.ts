import { fail } from '../../errors.ts'

/** "a,b" as a set of allowed words; undefined when the parameter was not given. */
export function parseChoices(
  parameter: string,
  value: string | null,
  allowed: readonly string[],
): ReadonlySet<string> | undefined {
  if (value === null) return undefined
  const words = value.split(',').map((word) => word.trim())
  const unknown = words.filter((word) => !allowed.includes(word))
  if (unknown.length > 0) {
    const choice = allowed.length === 0 ? 'this operation takes no values here' : `choose from ${allowed.join(', ')}`
    throw fail.parameter({ [parameter]: [`${quote(unknown)} is not supported: ${choice}.`] })
  }
  return new Set(words)
}

const quote = (words: readonly string[]): string => words.map((word) => JSON.stringify(word.slice(0, 100))).join(', ')
