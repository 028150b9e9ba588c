import type { Command } from 'commander'
import type { Io } from './io.ts'
import type { Format } from './output/format.ts'

/** Context of all commands of one run. */
export interface Context {
  io: Io
  /** The exit code so far. */
  exit: number
  /** Of the command that runs, once its options are read. */
  format?: Format
  mounted: readonly MountedCommand[]
}

/** A command of the program that this package is mounted in. */
export interface MountedCommand {
  name: string
  summary: string
  /** Adds arguments, options, subcommands and the action, when the command is used. `setExit` takes its exit code. */
  fill(command: Command, setExit: (code: number) => void): Promise<void> | void
}
