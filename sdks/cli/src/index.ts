import type { MountedCommand } from './context.ts'
import type { Io } from './io.ts'
import { version } from './version.ts'

export type { MountedCommand } from './context.ts'

/** Runs `plinth` with these arguments to its end, and gives the exit code. */
export async function runCli(
  args: readonly string[],
  io: Io,
  mounted: readonly MountedCommand[] = [],
): Promise<number> {
  const [word = ''] = args
  if (args.length !== 1 || !['-V', '--version'].includes(word))
    return (await import('./program.ts')).runProgram(args, io, mounted)
  io.stdout.write(`${version}\n`)
  return 0
}
