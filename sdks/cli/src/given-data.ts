import { readFileSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'

/** The value of `@file`, of `-` for standard input, or of JSON itself. Throws a sentence about the option. */
export function readGiven(given: string): unknown {
  if (given === '-') return parsed(read(0, 'standard input'), 'standard input')
  if (given.startsWith('@')) return parsed(read(given.slice(1), given.slice(1)), given.slice(1))
  return parsed(given, 'The value')
}

function read(file: string | number, name: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (err) {
    throw new InvalidArgumentError(`${name} cannot be read (${(err as NodeJS.ErrnoException).code}).`)
  }
}

function parsed(text: string, name: string): unknown {
  let hasEndless = false
  let value: unknown
  try {
    value = JSON.parse(text, (_field, inner: unknown) => {
      hasEndless ||= typeof inner === 'number' && !Number.isFinite(inner)
      return inner
    })
  } catch (err) {
    const reason = err instanceof Error ? err.message : String(err)
    throw new InvalidArgumentError(`${name} is not JSON: ${reason.slice(0, 200)}`)
  }
  // JSON.stringify would send null.
  if (hasEndless) throw new InvalidArgumentError(`${name} has a number beyond 1.79e308. Use a smaller one, or a text.`)
  return value
}
