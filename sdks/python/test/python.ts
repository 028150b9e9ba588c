import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { debianPackages, spawnKept } from '@plinth/testkit'

/** Folder of the Python SDK. */
export const sdkFolder = fileURLToPath(new URL('..', import.meta.url))

/** Debian's Python: its packages bring what the tests need. */
export const python = '/usr/bin/python3'

export interface RunOptions {
  cwd?: string
  env?: Readonly<Record<string, string | undefined>>
}

/** Installs what is missing of Debian's packages. */
export const needs = (...names: string[]): void => debianPackages(['python3', ...names])

/** The SDK from its sources, for a program that imports it. */
export const fromSources = { PYTHONPATH: `${sdkFolder}src`, PYTHONDONTWRITEBYTECODE: '1' }

/** Runs a program to its end and gives what it wrote; throws with it where it fails. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { output, end } = await ended(command, args, options)
  if (end !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${end}:\n${output}`)
  return output
}

/** Gives what a program wrote that may fail. */
export const outputOf = async (command: string, args: readonly string[], options: RunOptions = {}): Promise<string> =>
  (await ended(command, args, options)).output

async function ended(command: string, args: readonly string[], options: RunOptions) {
  const child = spawnKept(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: options.cwd ?? sdkFolder,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...options.env },
    endWith: 'KILL',
  })
  child.ref()
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  }
  const [code, signal] = await once(child, 'close')
  return { output, end: code ?? signal }
}
