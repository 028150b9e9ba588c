import type { Answer, Attempt, Call, Case, ClientOptions, Seen, Step } from '../format.ts'
import { judgeAgain, judgeRequest } from './judge-request.ts'
import { judgeSeen } from './judge-seen.ts'
import type { Received } from './received.ts'
import { signedHeaders } from './sign.ts'

interface Due extends Attempt {
  step: Step
  /** The number of its call, then its own within the call; from 1. */
  call: number
  number: number
}

// Timers may ring this much early.
const earlyMs = 10

/** One run of one case: what has come, what is due next, and all that was wrong so far. */
export class Session {
  readonly client: ClientOptions
  readonly #violations: string[] = []
  readonly #due: Due[]
  readonly #received: Received[] = []
  readonly #keys = new Map<number, string | undefined>()
  #answers = 0
  #answeredAtMs = 0
  #changed = Promise.withResolvers<void>()

  readonly told: Case
  readonly baseUrl: string

  constructor(told: Case, baseUrl: string, addresses: Record<string, string>) {
    this.told = told
    this.baseUrl = baseUrl
    const { key = defaultKey, baseUrl: address = '{{baseUrl}}', ...rest } = told.client ?? {}
    const spoken = address.replace(/\{\{(\w+)\}\}/, (_, name: string) => addresses[name] ?? '')
    this.client = { retryDelayMs: 10, ...rest, key, baseUrl: spoken }
    this.#due = told.calls.flatMap((step, call) =>
      (step.attempts ?? []).map((attempt, number) => ({ ...attempt, step, call: call + 1, number: number + 1 })),
    )
  }

  /** The calls for the runner: the case without the expected requests and results. */
  get calls(): Call[] {
    return this.told.calls.map(({ call }) => {
      if (call.kind !== 'verify') return call
      const { signed: _, ...given } = call
      return { ...given, headers: signedHeaders(call, Date.now()) }
    })
  }

  /** The answer that is due next, whatever comes for it; a reset before the body is read needs to know. */
  get nextAnswer(): Answer | undefined {
    return this.#due[this.#received.length]?.answer
  }

  /** Judges a request and gives its answer, whose time is now. Undefined: none was due. */
  take(received: Received): Answer | undefined {
    const at = this.#received.length
    const due = this.#due[at]
    const before = this.#received[at - 1]
    const answeredAt = this.#answeredAtMs
    this.#received.push(received)
    this.#answeredAtMs = performance.now()
    this.#wake()
    if (due === undefined) {
      this.#violations.push(`a request that nothing expects: ${received.method} ${received.target}`)
      return undefined
    }
    const { sent, step } = due
    if (due.number === 1) this.#note(due, received)
    const wrong = sent === 'again' && before !== undefined ? judgeAgain(received, before) : []
    const judged = sent === 'again' ? wrong : judgeRequest(received, sent, step, this.client)
    this.#violations.push(...judged.map((line) => `call ${due.call}, request ${due.number}: ${line}`))
    this.#judgeTime(due, received, answeredAt)
    return due.answer
  }

  /** To be called when an answer is over. */
  answered(): void {
    this.#answers++
    this.#wake()
  }

  get requestCount(): number {
    return this.#received.length
  }

  /** Resolves once so many requests have come, or so many answers are over. */
  async until(what: 'request' | 'answer', count: number): Promise<void> {
    while ((what === 'request' ? this.#received.length : this.#answers) < count) await this.#changed.promise
  }

  /** All that was wrong, with what the runner has seen of each call. */
  end(seen: readonly Seen[]): string[] {
    const missing = this.#due.slice(this.#received.length)
    const steps = this.told.calls
    return [
      ...this.#violations,
      ...missing.map(({ call, number, sent }) => `call ${call}: request ${number} never came: ${lineOf(sent)}`),
      ...(seen.length > steps.length ? [`reported ${seen.length} calls, and there are ${steps.length}`] : []),
      ...steps.flatMap(({ sees }, at) =>
        judgeSeen(sees, seen[at], this.client, { sentKey: this.#keys.get(at + 1) }).map(
          (line) => `call ${at + 1}: ${line}`,
        ),
      ),
    ]
  }

  /** Two calls have two keys, unless the caller has given them one. */
  #note({ call, step }: Due, { headers }: Received): void {
    const header = headers['idempotency-key']
    const key = typeof header === 'string' ? header : undefined
    const isGiven = 'options' in step.call && step.call.options?.idempotencyKey !== undefined
    if (key !== undefined && !isGiven && [...this.#keys.values()].includes(key)) {
      this.#violations.push(`call ${call}: sent the Idempotency-Key of an earlier call`)
    }
    this.#keys.set(call, key)
  }

  #judgeTime({ notBeforeMs = 0, call, number }: Due, { at }: Received, answeredAtMs: number): void {
    const waitedMs = at - answeredAtMs
    if (waitedMs + earlyMs >= notBeforeMs) return
    this.#violations.push(`call ${call}, request ${number}: came after ${Math.floor(waitedMs)} ms of ${notBeforeMs}`)
  }

  #wake(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }
}

/** Well-formed, and of no user. */
const defaultKey = `sk_live_case_${'k'.repeat(43)}_000000`

const lineOf = (sent: Attempt['sent']) => (sent === 'again' ? 'the one before, again' : sent.line)
