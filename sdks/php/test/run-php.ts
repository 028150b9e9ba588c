import { fileURLToPath } from 'node:url'
import { type ProgramOptions, runProgram } from '@plinth/testkit'

export const phpFolder = fileURLToPath(new URL('../', import.meta.url))

/** The output of a program; rejects with all of it when the program ends with anything but 0. */
export async function run(command: string, args: readonly string[], options: ProgramOptions = {}): Promise<string> {
  const { stdout } = await runProgram(command, args, { cwd: phpFolder, ...options })
  return stdout
}
