import { readFileSync } from 'node:fs'
import { type LanguageProgram, runLanguage } from '../run-program.ts'
import type { ControlServer } from './control-server.ts'
import type { JourneysPlinth } from './journeys-plinth.ts'

export interface Journey {
  id: string
  promise: string
  /** The steps for a program of any language. */
  steps: string
  /** Of the short set, which also runs on four processes and on every runtime. */
  isShort?: boolean
}

export const journeys: readonly Journey[] = JSON.parse(
  readFileSync(new URL('../../journeys.json', import.meta.url), 'utf8'),
)

export interface JourneysRun {
  passed: string[]
  /** "id: detail"; one that is missing and a program that failed are named too. */
  failures: string[]
}

const writesDue = 1_000

/**
 * Runs a program that makes the journeys of its language and prints a line {"id", "ok", "detail"?} of JSON for each. It is
 * told PLINTH_URL, PLINTH_OPERATOR_KEY, PLINTH_CONTROL_URL, and in JOURNEYS which ids, with commas between.
 * @param ids Default: all.
 */
export async function runJourneys(
  plinth: JourneysPlinth,
  program: LanguageProgram,
  ids: readonly string[] = journeys.map(({ id }) => id),
): Promise<JourneysRun> {
  const control = await plinth.control()
  try {
    const { end, stdout, output } = await runLanguage(program, {
      PLINTH_URL: plinth.url,
      PLINTH_OPERATOR_KEY: plinth.operatorKey,
      PLINTH_CONTROL_URL: control.url,
      JOURNEYS: ids.join(','),
    })
    const told = new Map(stdout.split('\n').flatMap(outcomeIn))
    const failures = [
      ...ids.flatMap((id) => told.get(id) ?? [`${id}: is missing`]),
      ...(ids.includes('thousand-writes') ? await miscounted(control) : []),
      ...(end === 0 ? [] : [`the program ended with ${end}:\n${output.slice(-4_000)}`]),
    ]
    return { passed: ids.filter((id) => told.get(id)?.length === 0), failures }
  } finally {
    await control.close()
  }
}

export const shortJourneys: readonly string[] = journeys.filter(({ isShort }) => isShort).map(({ id }) => id)

function outcomeIn(line: string): [id: string, failures: string[]][] {
  if (!line.startsWith('{')) return []
  const { id, ok, detail = '' }: { id?: unknown; ok?: unknown; detail?: unknown } = JSON.parse(line)
  return [[String(id), ok === true ? [] : [`${id}: ${detail}`]]]
}

/** The effects of the writes are counted; the program's own report on them is not used. */
async function miscounted(control: ControlServer): Promise<string[]> {
  const [writes] = control.countedWrites()
  if (writes === undefined) return ['thousand-writes: asked for no ledger']
  const { rows, sum } = await writes.count()
  return rows === writesDue && sum === writesDue
    ? []
    : [`thousand-writes: ${rows} rows and a sum of ${sum}, not ${writesDue}`]
}
