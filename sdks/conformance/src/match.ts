type Matcher = (actual: unknown, argument: never, context: MatchContext) => boolean

export interface MatchContext {
  /** The Idempotency-Key of the call's first request. */
  sentKey?: string | undefined
}

const matchers: Record<string, Matcher> = {
  $any: (actual) => actual !== undefined && actual !== null,
  $match: (actual, pattern: string) => typeof actual === 'string' && new RegExp(pattern).test(actual),
  $has: (actual, parts: string[]) => typeof actual === 'string' && parts.every((part) => actual.includes(part)),
  $between: (actual, [least, most]: [number, number]) =>
    typeof actual === 'number' && actual >= least && actual <= most,
  $sentKey: (actual, _, { sentKey }) => sentKey !== undefined && actual === sentKey,
}

/** Where `actual` differs from `expected`, a value that may hold matchers; a line for each difference. */
export function differences(expected: unknown, actual: unknown, at: string, context: MatchContext = {}): string[] {
  if (isObject(expected)) {
    const [name, ...others] = Object.keys(expected)
    if (name?.startsWith('$')) {
      const argument = expected[name]
      if (name === '$some' && isObject(argument)) return ofFields(argument, Object.keys(argument), actual, at, context)
      const matcher = matchers[name]
      if (matcher === undefined || others.length > 0) throw new Error(`${at}: no matcher ${JSON.stringify(expected)}`)
      return matcher(actual, argument as never, context) ? [] : [difference(expected, actual, at)]
    }
    const names = isObject(actual) ? [...new Set([...Object.keys(expected), ...Object.keys(actual)])] : []
    return ofFields(expected, names, actual, at, context)
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [difference(expected, actual, at)]
    return expected.flatMap((one, index) => differences(one, actual[index], `${at}[${index}]`, context))
  }
  return expected === actual || isSameInstant(expected, actual) ? [] : [difference(expected, actual, at)]
}

function ofFields(expected: object, names: string[], actual: unknown, at: string, context: MatchContext): string[] {
  if (!isObject(actual)) return [difference(expected, actual, at)]
  return names.flatMap((name) => {
    const expectedField = Reflect.get(expected, name)
    if (!(name in expected)) return [`${at}.${name} is ${show(actual[name])}, and is not expected`]
    return differences(expectedField, actual[name], `${at}.${name}`, context)
  })
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

// A language with a type for times writes the same instant in its own way.
const isSameInstant = (expected: unknown, actual: unknown) =>
  typeof expected === 'string' &&
  typeof actual === 'string' &&
  instant.test(expected) &&
  instant.test(actual) &&
  Date.parse(expected) === Date.parse(actual)

const difference = (expected: unknown, actual: unknown, at: string) => `${at} is ${show(actual)}, not ${show(expected)}`

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'not there'
  return text.length <= 300 ? text : `${text.slice(0, 300)}… (${text.length} characters)`
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
