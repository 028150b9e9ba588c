import { once } from 'node:events'
import { atOnce, spawnKept } from './servers/keeper.ts'

export interface ProgramOptions {
  cwd?: string
  env?: Readonly<Record<string, string | undefined>>
  /** Killed after this long. Default: never. */
  limitMs?: number
}

export interface ProgramEnd {
  /** The exit code, or the signal that ended it. */
  end: number | NodeJS.Signals
  /** The standard output. */
  stdout: string
  /** The output on both streams. */
  output: string
}

/** Runs a program to its end, whatever that is; it ends with the test, however the test ends. */
export async function programEnd(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramEnd> {
  const child = spawnKept(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...options.env },
    endWith: atOnce,
    ...(options.limitMs === undefined ? {} : { timeout: options.limitMs, killSignal: 'SIGKILL' }),
  })
  child.ref()
  let stdout = ''
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    output += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const [code, signal] = await once(child, 'close')
  return { end: code ?? signal, stdout, output }
}

/** Runs a program that must end with 0; throws with all that it wrote where it does not. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramEnd> {
  const ended = await programEnd(command, args, options)
  if (ended.end !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${ended.end}:\n${ended.output}`)
  return ended
}
