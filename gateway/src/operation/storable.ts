import { isStorable } from '@plinth/kit/characters'
import { fail } from '../errors.ts'

// "__proto__" is a name that objects do not store. JSON.parse reads a number beyond the range of a double as Infinity, and JSON.stringify
// prints that as null. A deep value overflows the stack of recursive code.
const depthMax = 32

/** Refuses a parsed JSON value that cannot be kept as it is. Throws INVALID_FORMAT, VALIDATION_ERROR. */
export function refuseUnstorable(root: unknown): void {
  const fault = faultIn(root, 0)
  if (fault !== undefined) throw fail.validation({ [fieldOf(fault.path)]: [fault.sentence] })
}

interface Fault {
  sentence: string
  /** From the innermost name outwards: it is built when a fault is found, so a body without one costs nothing. */
  path: (string | number)[]
}

function faultIn(value: unknown, depth: number): Fault | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : faultOf(badText)
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : faultOf(badNumber)
  if (!isObject(value)) return undefined
  if (depth === depthMax) throw fail.malformed(`The body is nested deeper than ${depthMax} levels.`)
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const fault = faultIn(value[index], depth + 1)
      if (fault !== undefined) return within(index, fault)
    }
    return undefined
  }
  // A third of what Object.entries takes, where there are thousands.
  for (const name of Object.keys(value)) {
    if (name === '__proto__' || !isStorable(name)) return faultOf(badText)
    const fault = faultIn(value[name], depth + 1)
    if (fault !== undefined) return within(name, fault)
  }
  return undefined
}

const badText = 'A name or text contains a character that is not allowed.'
const badNumber = 'The number is too large. Use a number between -1.79e308 and 1.79e308, or send it as a text.'
const faultOf = (sentence: string): Fault => ({ sentence, path: [] })

function within(name: string | number, fault: Fault): Fault {
  fault.path.push(name)
  return fault
}

const fieldOf = (path: Fault['path']): string =>
  path.length === 0 ? 'body' : path.toReversed().join('.').slice(0, 200)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
