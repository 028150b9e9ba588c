import { eventually } from '@plinth/testkit'
import { openLog } from '../../src/log.ts'
import { type Client, type RpcLimits, rpcDialer, rpcHost, type ServiceDefinition } from '../../src/rpc/index.ts'
import { startCallee } from './callee.ts'
import { probeHandlers } from './probe-handlers.ts'
import { probeService, type Report } from './probe-service.ts'

type ProbeClient = Client<typeof probeService>

/** A caller, a callee, and what can happen to the callee. */
export interface Line {
  readonly client: ProbeClient
  dial<S extends ServiceDefinition>(service: S): Client<S>
  ready(): Promise<void>
  /** The callee ends at once, whatever it was doing. */
  kill(): Promise<void>
  restart(): Promise<void>
  /** The callee answers nothing until resume(). */
  pause(): void
  resume(): void
  drain(): Promise<void>
  close(): Promise<void>
}

export interface LineOptions {
  limits?: Partial<RpcLimits>
}
export type OpenLine = (options?: LineOptions) => Promise<Line>

export const silent = openLog({ level: 'silent', name: 'caller' })

/** Over TCP to a process of its own, which really is killed and stopped. */
export const processLine =
  (exchange: boolean): OpenLine =>
  async ({ limits = {} } = {}) => {
    const callee = await startCallee({ host: { limits } })
    const host = rpcHost({ log: silent })
    const dialer = rpcDialer({ host, addresses: { identity: `ipv4:${callee.address}` }, exchange, log: silent, limits })
    const client = dialer.dial('identity', probeService)
    // A busy machine may take longer to connect than the limits of a test give it.
    await eventually(() => dialer.ready('identity'))
    return {
      client,
      dial: (service) => dialer.dial('identity', service),
      ready: () => dialer.ready('identity'),
      kill: callee.kill,
      restart: callee.start,
      pause: callee.pause,
      resume: callee.resume,
      drain: callee.drain,
      async close() {
        dialer.close()
        callee.resume()
        await callee.kill()
      },
    }
  }

/**
 * Within this process there is no process to kill or to stop: a callee that dies is one that closes with calls running
 * (a restart is a new host and a new dialer, as a restarted process has), and one that stalls holds up every call.
 */
export const inProcessLine: OpenLine = async ({ limits = {} } = {}) => {
  let gate = Promise.withResolvers<void>()
  gate.resolve()
  const open = () => {
    const host = rpcHost({ log: silent, limits })
    host.expose(
      probeService,
      probeHandlers(() => gate.promise),
    )
    const dialer = rpcDialer({
      host,
      addresses: { identity: 'inprocess:identity' },
      exchange: true,
      log: silent,
      limits,
    })
    return { host, dialer, client: dialer.dial('identity', probeService) }
  }
  let opened = open()
  return {
    get client() {
      return opened.client
    },
    dial: (service) => opened.dialer.dial('identity', service),
    ready: () => opened.dialer.ready('identity'),
    kill: () => opened.host.close(),
    async restart() {
      opened = open()
    },
    pause() {
      gate = Promise.withResolvers<void>()
    },
    resume: () => gate.resolve(),
    drain: () => opened.host.drain(),
    async close() {
      gate.resolve()
      opened.dialer.close()
      await opened.host.close()
    },
  }
}

export async function report(client: ProbeClient): Promise<Report> {
  const { text } = await client.ask({ what: 'report' })
  return JSON.parse(text)
}
