import { fileURLToPath } from 'node:url'
import { debianPackages, type ProgramOptions, programEnd, runProgram } from '@plinth/testkit'

/** Folder of the Python SDK. */
export const sdkFolder = fileURLToPath(new URL('..', import.meta.url))

/** Debian's Python: its packages bring what the tests need. */
export const python = '/usr/bin/python3'

/** Installs what is missing of Debian's packages. */
export const needs = (...names: string[]): void => debianPackages(['python3', ...names])

/** The SDK from its sources, for a program that imports it. */
export const fromSources = { PYTHONPATH: `${sdkFolder}src`, PYTHONDONTWRITEBYTECODE: '1' }

/** Runs a program to its end and gives what it wrote; throws with it where it fails. */
export const run = async (command: string, args: readonly string[], options: ProgramOptions = {}): Promise<string> =>
  (await runProgram(command, args, { cwd: sdkFolder, ...options })).output

/** Gives what a program wrote that may fail. */
export const outputOf = async (
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<string> => (await programEnd(command, args, { cwd: sdkFolder, ...options })).output
