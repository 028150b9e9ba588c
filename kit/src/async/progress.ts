import { gauge } from '../metrics/index.ts'

/** `work` arrives and is done at once; `housekeeping` runs by time only, and may wait for the next run. */
export type ProgressKind = 'work' | 'housekeeping'

export interface ProgressOptions {
  /** Unique name in the process, the part first: "webhooks results". */
  work: string
  kind?: ProgressKind
  /** Time for which work may be due before the process reports it. Default: 10 s. */
  patienceMs?: number
  /** Default: the clock of the process, which no test moves. */
  nowMs?: () => number
}

/** Reports work that is due but not done: a loop can run, and a process be ready, although nothing succeeds. */
export interface Progress {
  /** Work is due. */
  owes(): void
  /** Some work is done. */
  achieved(isMore?: boolean): void
  /** The work is retried later, here or in another process. */
  postponed(): void
  /** Some work was given up. */
  gaveUp(): void
  stop(): void
}

const patienceMsDefault = 10_000
const shownForMs = 60_000

const watched = new Set<WatchedWork>()

gauge({
  name: 'plinth_work_overdue_seconds',
  help: 'Time for which work has been due without any progress; 0 if there is none. kind is work or housekeeping.',
  labels: ['kind', 'work'],
}).read(() => {
  // If several parts or tests use one name, the worst value is shown.
  const readings = new Map<string, { value: number; labels: [string, string] }>()
  for (const { kind, work, owedForMs } of watched) {
    const value = Math.max(owedForMs / 1_000, readings.get(work)?.value ?? 0)
    readings.set(work, { value, labels: [kind, work] })
  }
  return [...readings.values()]
})

export function progress(options: ProgressOptions): Progress {
  const work = new WatchedWork(options)
  watched.add(work)
  return work
}

/** Returns a sentence for each work of this process that is due but not done. */
export const stalledWork = (): string[] => [...watched].flatMap((work) => work.trouble() ?? [])

class WatchedWork implements Progress {
  readonly work: string
  readonly kind: ProgressKind
  readonly #patienceMs: number
  readonly #nowMs: () => number
  #owedSinceMs: number | undefined
  /** Time since which another process may have done the work. */
  #postponedAtMs: number | undefined
  #gaveUpAtMs: number | undefined

  constructor({
    work,
    kind = 'work',
    patienceMs = patienceMsDefault,
    nowMs = () => performance.now(),
  }: ProgressOptions) {
    this.work = work
    this.kind = kind
    this.#patienceMs = patienceMs
    this.#nowMs = nowMs
  }

  get owedForMs(): number {
    const nowMs = this.#nowMs()
    if (this.#owedSinceMs === undefined) return 0
    if (this.#postponedAtMs !== undefined && nowMs - this.#postponedAtMs >= shownForMs) return 0
    return nowMs - this.#owedSinceMs
  }

  owes(): void {
    if (this.owedForMs === 0) this.#owedSinceMs = this.#nowMs()
    this.#postponedAtMs = undefined
  }

  achieved(isMore = false): void {
    this.#owedSinceMs = isMore ? this.#nowMs() : undefined
    this.#postponedAtMs = undefined
  }

  postponed(): void {
    this.#postponedAtMs = this.#nowMs()
  }

  gaveUp(): void {
    this.#gaveUpAtMs = this.#nowMs()
  }

  trouble(): string | undefined {
    if (this.#gaveUpAtMs !== undefined && this.#nowMs() - this.#gaveUpAtMs < shownForMs)
      return `${this.work}: some work was given up within the last minute`
    if (this.owedForMs <= this.#patienceMs) return undefined
    return `${this.work}: work has been due for ${Math.round(this.owedForMs / 1_000)} s and none of it was done`
  }

  stop(): void {
    watched.delete(this)
  }
}
