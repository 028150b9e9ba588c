// The cost of a check, in parts of a schema that a value met: counted while it runs, so that it ends at a bound.

import { definitionKeywords, keywordKinds } from '@plinth/kit/json-schema-keywords'
import { countValues, valueAt } from './json-pointer.ts'

/** The check was given up: it took more than it may. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork'
}

let done = 0
let doneMax = Number.POSITIVE_INFINITY

/** Work of this process up to now. */
export const workDone = (): number => done

/** Counts work. Throws TooMuchWork beyond the bound of the check that runs. */
export function spend(work: number): void {
  done += work
  if (done <= doneMax) return
  // The step that goes beyond it is not done.
  done = doneMax
  throw new TooMuchWork('checking the data takes too long')
}

/** Runs a check that may take so much work. */
export function withinWork<T>(workMax: number, check: () => T): T {
  doneMax = done + workMax
  try {
    return check()
  } finally {
    doneMax = Number.POSITIVE_INFINITY
  }
}

// These say nothing of data, or count what they do themselves.
const uncounted = new Set([
  ...['$schema', '$comment', 'title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly', 'examples'],
  ...['format', 'contentEncoding', 'contentMediaType', 'contentSchema', 'enum', 'pattern', 'uniqueItems'],
])

// A part that a value may fail to meet without a fault makes an error each time; unevaluated… makes lists of what was met.
const weightOfTrial = 3
const trials = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains'])

/** Notes in each part of a schema its work, as the $comment that ajv hands to a function each time that a value meets the part. */
export function noteWork(root: object | boolean): void {
  const noted = new Map<object, number>()
  let tracksMet = false
  note(root, 1)
  if (tracksMet) note(root, weightOfTrial)

  function note(part: unknown, weight: number): void {
    if (typeof part !== 'object' || part === null || (noted.get(part) ?? 0) >= weight) return
    noted.set(part, weight)
    let work = 1
    for (const [keyword, value] of Object.entries(part)) {
      const kind = keywordKinds.get(keyword)
      const inner = trials.has(keyword) ? weightOfTrial : weight
      tracksMet ||= keyword.startsWith('unevaluated')
      if (kind === 'schema') note(value, inner)
      if (kind === 'list' || kind === 'named') {
        const members = Object.values(value)
        for (const member of members) note(member, inner)
        if (!definitionKeywords.has(keyword)) work += members.length
      }
      if (kind === 'value' && !uncounted.has(keyword)) work += countValues(value)
      if (keyword === '$ref') note(valueAt(root, String(value).slice(1)), weight)
    }
    Object.assign(part, { $comment: String(work * weight) })
  }
}
