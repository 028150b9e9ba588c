import { fileURLToPath } from 'node:url'
import { debianPackages, programEnd } from '@plinth/testkit'
import type { LanguageProgram } from '../run-program.ts'

export interface ClosedRun {
  /** The exit code or the signal of the program. */
  end: number | string
  /** The output of the program. */
  output: string
  /** "GET /api/v1/user", in their order. */
  requests: string[]
  /** Connections that it opened to anything but the given address; UDP datagrams that it sent, such as a look-up of a name. */
  elsewhere: { connections: number; datagrams: number }
  /** Where its key was found: in the arguments or environment of a process, in its output, in a file that it left. */
  keyFoundIn: string[]
}

/** Requests of a program that keeps to closed-network.md. */
export const closedRequests: readonly string[] = [
  'GET /api/v1/user',
  'GET /api/v1/workspaces',
  'GET /api/v1/workspaces',
  'POST /api/v1/namespaces',
  'POST /api/v1/namespaces',
  'GET /api/v1/namespaces/ns_unknown',
]

const inside = fileURLToPath(new URL('inside.ts', import.meta.url))

/**
 * Runs a program in a network that holds a server of a few calls and nothing else: all other addresses lead to the same
 * machine, whose kernel counts what is sent. The program reads its key from standard input and the address from PLINTH_URL.
 */
export async function runClosed({ command, args = [], env = {} }: LanguageProgram): Promise<ClosedRun> {
  debianPackages(['iproute2', 'util-linux'])
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user']
  const { end, stdout, output } = await programEnd(
    'unshare',
    ['--net', ...asRoot, '--', process.execPath, inside, command, ...args],
    { env: { ...env, http_proxy: undefined, https_proxy: undefined, all_proxy: undefined, PLINTH_API_KEY: undefined } },
  )
  if (end !== 0) throw new Error(`The closed network ended with ${end}:\n${output}`)
  return JSON.parse(stdout)
}
