import type { Ability } from './format.ts'
import { loadCases } from './load-cases.ts'
import { type LanguageProgram, runLanguage } from './run-program.ts'
import { conformanceServer } from './server/conformance-server.ts'

export interface RunCasesOptions extends LanguageProgram {
  /** Abilities of the language; cases that need more are left out. Default: all abilities. */
  abilities?: readonly Ability[]
}

export interface CasesRun {
  passed: string[]
  /** "id: what was wrong", a line for each thing; a case that was not run and a program that failed are named too. */
  failures: string[]
}

/** Runs a language's runner against the cases: it is told CONFORMANCE_URL, and must run every case listed there. */
export async function runCases({ abilities, ...program }: RunCasesOptions): Promise<CasesRun> {
  const cases = loadCases()
  const server = await conformanceServer(cases, abilities)
  try {
    const listed = server.given
    const { end, output } = await runLanguage(program, { CONFORMANCE_URL: server.url })
    const verdicts = server.verdicts()
    const verdictOf = ({ id }: { id: string }) =>
      (verdicts.get(id) ?? ['was not run']).map((violation) => `${id}: ${violation}`)
    const failures = [
      ...listed.flatMap(verdictOf),
      ...server.strays().map((stray) => `sent what no case expects: ${stray}`),
      ...(end === 0 ? [] : [`the program ended with ${end}:\n${output.slice(-4_000)}`]),
    ]
    return { passed: listed.filter((one) => verdictOf(one).length === 0).map(({ id }) => id), failures }
  } finally {
    await server.close()
  }
}
