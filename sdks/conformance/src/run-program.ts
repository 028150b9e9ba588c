import { type ProgramEnd, programEnd } from '@plinth/testkit'

/** A program in any language. */
export interface LanguageProgram {
  command: string
  args?: readonly string[]
  cwd?: string
  /** Besides this process's own. */
  env?: Readonly<Record<string, string | undefined>>
}

// Below the bound of a test file, which would not say what the program wrote.
const limitMs = 200_000

/** Runs it to its end with what it is told besides; one that does not end is killed. */
export const runLanguage = (
  { command, args = [], env, ...options }: LanguageProgram,
  told: Record<string, string>,
): Promise<ProgramEnd> => programEnd(command, args, { limitMs, ...options, env: { ...env, ...told } })
