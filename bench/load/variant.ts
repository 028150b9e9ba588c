import { type Child, startChild } from './child.ts'
import { cpuUsOf } from './processes.ts'

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  headers: Record<string, string>
  /** {unique} stands for another text in every request that has an Idempotency-Key. */
  body?: string
}

export interface HttpLoad {
  url: string
  connections: number
  seconds: number
  /** Each connection makes them in turn, from the first. */
  requests: readonly HttpRequest[]
  /** Every request has an Idempotency-Key of its own. */
  isIdempotent: boolean
  /** Each connection begins at a place of its own instead. */
  isSpread: boolean
}

export interface LedgerLoad {
  /** Of tenancy. */
  address: string
  token: string
  userId: string
  callers: number
  seconds: number
  /** Each caller consumes in them in turn, beginning at a place of its own. */
  namespaceIds: readonly string[]
}

export interface Figures {
  perSecond: number
  p50Ms?: number
  p99Ms?: number
  /** With those of the warm-up. */
  calls?: number
  /** Processor time of the serving processes for one call, without databases and brokers. */
  cpuUs?: number
  failed: number
}

/** The report of a process that makes load. */
export type Loaded = Figures & Pick<Required<Figures>, 'calls'>

/** Something that is measured. */
export interface Variant {
  name: string
  connections?: number
  measure(seconds: number): Promise<Figures>
}

export interface Server {
  url: string
  pids: readonly number[]
}

let httpLoad: Promise<Child<object>> | undefined
let ledgerLoad: Promise<Child<object>> | undefined

export function httpVariant(
  name: string,
  { url, pids }: Server,
  load: Pick<HttpLoad, 'connections' | 'requests'> & Partial<Pick<HttpLoad, 'isIdempotent' | 'isSpread'>>,
): Variant {
  return {
    name,
    connections: load.connections,
    measure: async (seconds) => {
      httpLoad ??= startChild(new URL('http-load.ts', import.meta.url))
      return loadedBy(await httpLoad, { url, isIdempotent: false, isSpread: false, ...load, seconds }, pids)
    },
  }
}

/** Prepares before each measurement, which begins when what came before has been worked off. */
export const prepared = ({ measure, ...variant }: Variant, prepare: () => Promise<void>): Variant => ({
  ...variant,
  measure: async (seconds) => {
    await prepare()
    return measure(seconds)
  },
})

/** Consumes at tenancy itself. */
export function ledgerVariant(name: string, load: Omit<LedgerLoad, 'seconds'>, pids: readonly number[]): Variant {
  return {
    name,
    measure: async (seconds) => {
      ledgerLoad ??= startChild(new URL('ledger-load.ts', import.meta.url))
      return loadedBy(await ledgerLoad, { ...load, seconds }, pids)
    },
  }
}

async function loadedBy(child: Child<object>, load: HttpLoad | LedgerLoad, pids: readonly number[]): Promise<Figures> {
  const before = cpuUsOf(pids)
  const loaded = await child.ask<Loaded>(load)
  return { ...loaded, cpuUs: (cpuUsOf(pids) - before) / loaded.calls }
}
