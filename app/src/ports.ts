import { createServer } from 'node:net'
import { Refusal } from './refusal.ts'

export interface WantedPort {
  variable: string
  hostVariable: string
  host: string
  port: number
}

const remedy = ({ variable, hostVariable, host, port }: WantedPort, code: string): string =>
  code === 'EADDRINUSE'
    ? `${variable}: port ${port} on ${host} is taken by another process; stop it or set ${variable} to a free port.`
    : `${variable}: this process cannot listen on port ${port} of ${host} (${code}); set ${variable} to another port or ${hostVariable} to another address.`

/** Checks before the start whether the ports are free. Throws a Refusal for the first one that is not. */
export async function checkPorts(wanted: readonly WantedPort[]): Promise<void> {
  for (const [place, want] of wanted.entries()) {
    if (want.port === 0) continue
    const twin = wanted.slice(0, place).find((other) => other.port === want.port && meet(other.host, want.host))
    if (twin !== undefined)
      throw new Refusal(
        `${twin.variable} and ${want.variable} name the same port ${want.port}; set one of them to another port.`,
      )
    try {
      await tryPort(want)
    } catch (err) {
      throw new Refusal(remedy(want, codeOf(err)), { cause: err })
    }
  }
}

/** Returns a Refusal if the error says that one of our ports is in use: another process may have taken it after the check. */
export function portRefusal(thrown: unknown, wanted: readonly WantedPort[]): Refusal | undefined {
  if (!(thrown instanceof Error) || !('port' in thrown) || !('syscall' in thrown) || thrown.syscall !== 'listen')
    return undefined
  const want = wanted.find(({ port }) => port === thrown.port)
  return want === undefined ? undefined : new Refusal(remedy(want, codeOf(thrown)), { cause: thrown })
}

const everyAddress = new Set(['0.0.0.0', '::'])
const meet = (one: string, other: string): boolean => one === other || everyAddress.has(one) || everyAddress.has(other)

const codeOf = (err: unknown): string =>
  err instanceof Error && 'code' in err && typeof err.code === 'string' ? err.code : String(err)

function tryPort({ host, port }: WantedPort): Promise<void> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()))
  })
}
