import { type ProgramEnd, programEnd } from '@plinth/testkit'

/** A program in any language. */
export interface LanguageProgram {
  command: string
  args?: readonly string[]
  cwd?: string
  /** Besides this process's own. */
  env?: Readonly<Record<string, string | undefined>>
}

/** Runs it to its end with what it is told besides. */
export const runLanguage = (
  { command, args = [], env, ...options }: LanguageProgram,
  told: Record<string, string>,
): Promise<ProgramEnd> => programEnd(command, args, { ...options, env: { ...env, ...told } })
