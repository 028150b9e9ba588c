const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
/** Stands for anything in what is shown. */
export const anything = '…'
const isUnixTime = (value: unknown) => Number.isInteger(value) && String(value).length === 10

/**
 * Where an answer is not what a guide shows; undefined: it is. In what is shown, `…` stands for anything, also inside a string,
 * a time for any time, a field named `…` for further fields and a last element `…` for further elements.
 */
export function difference(shown: unknown, actual: unknown, at = 'the answer'): string | undefined {
  if (shown === anything) return undefined
  if (Array.isArray(shown)) return elementDifference(shown, actual, at)
  if (isRecord(shown)) return fieldDifference(shown, actual, at)
  if (typeof shown === 'string' && typeof actual === 'string') {
    const isSame = isoTime.test(shown) ? isoTime.test(actual) : lineMatches(shown, actual)
    return isSame ? undefined : other(shown, actual, at)
  }
  if (isUnixTime(shown) && isUnixTime(actual)) return undefined
  return shown === actual ? undefined : other(shown, actual, at)
}

/** Whether a line is the one shown, in which `…` stands for anything. */
export function lineMatches(shown: string, actual: string): boolean {
  const pattern = shown
    .split('…')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${pattern}$`, 's').test(actual)
}

function fieldDifference(shown: Record<string, unknown>, actual: unknown, at: string): string | undefined {
  if (!isRecord(actual)) return other(shown, actual, at)
  const { [anything]: more, ...fields } = shown
  const missing = Object.keys(fields).filter((name) => !(name in actual))
  if (missing.length > 0) return `${at} has no ${missing.join(', ')}`
  const unshown = Object.keys(actual).filter((name) => !(name in fields))
  if (more === undefined && unshown.length > 0) return `${at} also has ${unshown.join(', ')}`
  return firstOf(Object.keys(fields).map((name) => difference(fields[name], actual[name], `${at} › ${name}`)))
}

function elementDifference(shown: unknown[], actual: unknown, at: string): string | undefined {
  if (!Array.isArray(actual)) return other(shown, actual, at)
  const elements = shown.at(-1) === anything ? shown.slice(0, -1) : shown
  const isLengthRight = elements === shown ? actual.length === shown.length : actual.length > elements.length
  if (!isLengthRight) return `${at} has ${actual.length} elements, not ${elements.length}`
  return firstOf(elements.map((element, index) => difference(element, actual[index], `${at} › ${index}`)))
}

const firstOf = (differences: (string | undefined)[]) => differences.find((one) => one !== undefined)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const other = (shown: unknown, actual: unknown, at: string) =>
  `${at} is ${JSON.stringify(actual)}, not ${JSON.stringify(shown)}`
