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
  const isVersion = args.length === 1 && ['-V', '--version'].includes(word)
  if (isVersion) io.stdout.write(`${version}\n`)
  const code = isVersion ? 0 : await (await import('./program.ts')).runProgram(args, io, mounted)
  // The process exits next, and a pipe that is full has not taken everything yet.
  for (const stream of [io.stdout, io.stderr]) await new Promise((resolve) => stream.write('', resolve))
  return code
}
