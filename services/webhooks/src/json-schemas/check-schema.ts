// The bounds of a schema, so that checking data against it takes time in proportion to the data: no recursion, so that every
// value meets each part of the schema at most once; bounded size with every reference written out; patterns of RE2.

import { definitionKeywords, keywordKinds } from '@plinth/kit/json-schema-keywords'
import { countValues, pointerTo, valueAt } from './json-pointer.ts'
import { linearPattern } from './linear-pattern.ts'

/** One thing that is wrong, and where: a JSON Pointer (RFC 6901), empty for the whole. */
export interface Fault {
  pointer: string
  sentence: string
}

export const schemaLimits = {
  bytesMax: 65_536,
  depthMax: 64,
  /** Values of the schema, each as often as references repeat it. */
  valuesMax: 10_000,
  /** Instructions of all patterns, counted in the same way. */
  patternSizeMax: 1_000,
  /** Schemas within the schema, each once: compiling one takes up to 0.1 ms. */
  partsMax: 300,
  /** Instructions of all patterns, each once, also where nothing refers to it. */
  patternSizeOnceMax: 1_000,
  /** Characters of a pattern whose repetitions are written out: it is compiled before its size is known. */
  patternLengthMax: 100_000,
}
/** Limits that came later do not hold for schemas that were stored before them. */
export const storedSchemaLimits: typeof schemaLimits = {
  ...schemaLimits,
  partsMax: Number.POSITIVE_INFINITY,
  patternSizeOnceMax: Number.POSITIVE_INFINITY,
  patternLengthMax: Number.POSITIVE_INFINITY,
}

const dialect = 'https://json-schema.org/draft/2020-12/schema'
const localReference = /^#(\/([A-Za-z0-9_.$-]|~[01])*)*$/

interface Cost {
  values: number
  patterns: number
}

/** Returns what is wrong with a schema beyond the types of its keywords; empty if it is safe to compile and to use. */
export function faultsOfSchema(root: unknown, limits = schemaLimits): Fault[] {
  const faults: Fault[] = []
  const costs = new Map<string, Cost | 'open'>()
  const add = (pointer: string, sentence: string) => faults.push({ pointer, sentence })
  let patternSizeOnce = 0
  const whole = costOf('', 0)
  if (faults.length === 0 && costs.size > limits.partsMax)
    add(
      '',
      `The schema has more than ${limits.partsMax} schemas within it. Describe less of the data, or use references.`,
    )
  if (faults.length === 0 && whole.values > schemaLimits.valuesMax)
    add('', `The schema has more than ${schemaLimits.valuesMax} values, with every reference counted as a copy.`)
  const hasLongPatterns = whole.patterns > limits.patternSizeMax || patternSizeOnce > limits.patternSizeOnceMax
  if (faults.length === 0 && hasLongPatterns)
    add('', `The patterns of the schema are too long together. Shorten them, or lower their repetitions.`)
  return faults

  function costOf(pointer: string, depth: number): Cost {
    const known = costs.get(pointer)
    if (known === 'open') {
      add(pointer, 'The schema refers to itself. Write out the levels that it needs.')
      return { values: 0, patterns: 0 }
    }
    if (known !== undefined) return known
    if (depth > schemaLimits.depthMax) {
      add(pointer, `The schema has more than ${schemaLimits.depthMax} levels.`)
      return { values: 0, patterns: 0 }
    }
    costs.set(pointer, 'open')
    const cost = costOfSchema(valueAt(root, pointer), pointer, depth)
    costs.set(pointer, cost)
    return cost
  }

  function costOfSchema(schema: unknown, pointer: string, depth: number): Cost {
    const cost = { values: 1, patterns: 0 }
    if (typeof schema === 'boolean') return cost
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      add(pointer, 'A schema must be an object or a boolean.')
      return cost
    }
    const include = ({ values, patterns }: Cost) => {
      cost.values += values
      cost.patterns += patterns
    }
    for (const [keyword, value] of Object.entries(schema)) {
      const at = pointerTo(pointer, keyword)
      const kind = keywordKinds.get(keyword)
      if (kind === undefined && !keyword.startsWith('x-')) add(at, `The keyword ${shown(keyword)} is not supported.`)
      if (kind === 'schema') include(costOf(at, depth + 1))
      if (kind === 'list' || kind === 'named') {
        for (const member of membersOf(value)) {
          const memberCost = costOf(pointerTo(at, member), depth + 1)
          if (!definitionKeywords.has(keyword)) include(memberCost)
          if (keyword === 'patternProperties') include(costOfPattern(member, pointerTo(at, member)))
        }
      }
      if (kind === 'value') include(costOfValue(keyword, value, at, depth))
    }
    return cost
  }

  function costOfValue(keyword: string, value: unknown, at: string, depth: number): Cost {
    if (keyword === '$ref') return costOfReference(value, at, depth)
    if (keyword === 'pattern' && typeof value === 'string') return costOfPattern(value, at)
    if (keyword === '$schema' && value !== dialect) add(at, `The dialect must be ${dialect}.`)
    return { values: countValues(value, schemaLimits.valuesMax), patterns: 0 }
  }

  function costOfReference(value: unknown, at: string, depth: number): Cost {
    const isLocal = typeof value === 'string' && localReference.test(value)
    if (isLocal && valueAt(root, value.slice(1)) !== undefined) return costOf(value.slice(1), depth + 1)
    const sentence = isLocal
      ? `The schema has nothing at ${shown(value)}.`
      : 'A reference must be a pointer into this schema, such as "#/$defs/money".'
    add(at, sentence)
    return { values: 0, patterns: 0 }
  }

  function costOfPattern(pattern: string, at: string): Cost {
    // The schema is refused already: compiling the others would only take time.
    if (patternSizeOnce > limits.patternSizeOnceMax) return { values: 1, patterns: 0 }
    if (writtenOutLength(pattern) > limits.patternLengthMax) {
      add(at, 'The pattern is too long. Shorten it, or lower its repetitions.')
      return { values: 1, patterns: 0 }
    }
    try {
      const { size } = linearPattern(pattern)
      patternSizeOnce += size
      return { values: 1, patterns: size }
    } catch (err) {
      const reason = err instanceof Error ? err.message.replace('error parsing regexp: ', '').slice(0, 200) : ''
      add(at, `The pattern is not a regular expression of RE2 (${reason}).`)
      return { values: 1, patterns: 0 }
    }
  }
}

const membersOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : [])

const shown = (text: string): string => JSON.stringify(text.slice(0, 100))

// A quoted text, an escape, a class, a repetition, or one character. A class without an end has the rest: from each of many, that
// would be looked for anew.
const patternTokens = /\\Q.*?(?:\\E|$)|\\.|\[(?:\\.|[^\]\\])*(?:\]|\\?$)|\{(\d+)(?:,(\d*))?\}|./gsu

/** Characters of a pattern once its repetitions are written out. A class counts as one. */
function writtenOutLength(pattern: string): number {
  const outer: number[] = []
  let length = 0
  // Of what a repetition that follows would repeat.
  let last = 0
  for (const [token, least, most] of pattern.matchAll(patternTokens)) {
    if (least !== undefined) last *= Math.max(1, Number(least), Number(most ?? 0))
    else if (token === '(') {
      outer.push(length + last)
      length = 0
      last = 0
    } else if (token === ')') {
      last += length
      length = outer.pop() ?? 0
    } else {
      length += last
      last = token.startsWith('\\Q') ? token.length : 1
    }
  }
  return outer.reduce((sum, one) => sum + one, length + last)
}
