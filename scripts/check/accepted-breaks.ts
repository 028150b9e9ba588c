import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { report } from './step.ts'

/** Breaks that a decision accepts: the sentence of the finding → the decision's path. */
export const acceptedBreaksPath = 'docs/openapi.accepted-breaks.json'

/** Sentences of both kinds are in one file: those of the SDKs begin with "SDK: ". */
const kindOf = (sentence: string): 'api' | 'sdks' => (sentence.startsWith('SDK: ') ? 'sdks' : 'api')

/** Throws for a break that no decision accepts, and for an acceptance of its kind that breaks nothing or lacks its decision. */
export function reportBreaks(root: string, kind: 'api' | 'sdks', found: readonly string[]): void {
  const path = join(root, acceptedBreaksPath)
  const kept: Record<string, string> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const accepted = Object.entries(kept).filter(([sentence]) => kindOf(sentence) === kind)
  const sentences = accepted.map(([sentence]) => sentence)
  const undecided = accepted.filter(([, decision]) => !existsSync(join(root, decision)))
  report('Breaks clients of the last release:', missing(found, sentences))
  report(`Accepted in ${acceptedBreaksPath}, and breaks nothing:`, missing(sentences, found))
  report(
    `Accepted in ${acceptedBreaksPath} by a decision that is missing:`,
    undecided.map(([sentence, decision]) => `${decision} (${sentence})`),
  )
}

export function missing(wanted: readonly string[], there: readonly string[]): string[] {
  return [...new Set(wanted)].filter((one) => !there.includes(one))
}
