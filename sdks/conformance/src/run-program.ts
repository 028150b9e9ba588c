import { once } from 'node:events'
import { spawnKept } from '@plinth/testkit'

/** A program in any language. */
export interface LanguageProgram {
  command: string
  args?: readonly string[]
  cwd?: string
  /** Besides this process's own. */
  env?: Readonly<Record<string, string | undefined>>
}

export interface ProgramRun {
  /** Or the signal that ended it. */
  code: number | NodeJS.Signals | null
  stdout: string
  /** Both streams, as they came. */
  output: string
}

/** Runs it to its end; it ends with this process, however this process ends. */
export async function runProgram(program: LanguageProgram, told: Record<string, string>): Promise<ProgramRun> {
  const { command, args = [], cwd, env } = program
  const child = spawnKept(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env, ...told },
    ...(cwd === undefined ? {} : { cwd }),
    endWith: 'KILL',
  })
  child.ref()
  let stdout = ''
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    output += chunk
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  const [code, signal] = await once(child, 'close')
  return { code: code ?? signal, stdout, output }
}
