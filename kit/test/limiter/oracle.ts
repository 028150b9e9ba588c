import type { Policy } from '@plinth/kit/limiter'

interface Answer {
  isAllowed: boolean
  remaining: number
  resetUs: number
  retryAfterUs: number
}

/** One bucket, computed slowly: every accepted call is kept, every level is an exact fraction. */
interface Account {
  ask(nowUs: bigint, cost: bigint): Answer
  spend(nowUs: bigint, cost: bigint): void
}

const ceilDivide = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

class WindowAccount implements Account {
  readonly #limit: bigint
  readonly #windowUs: bigint
  #openedUs: bigint | undefined
  #costs: bigint[] = []

  constructor(policy: Policy) {
    this.#limit = BigInt(policy.limit)
    this.#windowUs = BigInt(policy.windowSeconds) * 1_000_000n
  }

  ask(nowUs: bigint, cost: bigint): Answer {
    if (this.#openedUs !== undefined && nowUs - this.#openedUs >= this.#windowUs)
      [this.#openedUs, this.#costs] = [undefined, []]
    const left = this.#limit - this.#costs.reduce((sum, each) => sum + each, 0n)
    const endsInUs = (this.#openedUs ?? nowUs) + this.#windowUs - nowUs
    const isAllowed = cost === 0n || cost <= left
    return {
      isAllowed,
      remaining: Number(left),
      resetUs: this.#openedUs === undefined ? 0 : Number(endsInUs),
      retryAfterUs: isAllowed ? 0 : Number(endsInUs),
    }
  }

  spend(nowUs: bigint, cost: bigint): void {
    this.#openedUs ??= nowUs
    this.#costs.push(cost)
  }
}

/** The token bucket that GCRA stands for; tokens are counted in 1/windowUs. */
class TokenAccount implements Account {
  readonly #limit: bigint
  readonly #windowUs: bigint
  #tokens: bigint
  #countedUs: bigint | undefined

  constructor(policy: Policy) {
    this.#limit = BigInt(policy.limit)
    this.#windowUs = BigInt(policy.windowSeconds) * 1_000_000n
    this.#tokens = this.#limit * this.#windowUs
  }

  ask(nowUs: bigint, cost: bigint): Answer {
    const full = this.#limit * this.#windowUs
    this.#tokens += (nowUs - (this.#countedUs ?? nowUs)) * this.#limit
    if (this.#tokens > full) this.#tokens = full
    this.#countedUs = nowUs
    const isAllowed = cost * this.#windowUs <= this.#tokens
    return {
      isAllowed,
      remaining: Number(this.#tokens / this.#windowUs),
      resetUs: Number(ceilDivide(full - this.#tokens, this.#limit)),
      retryAfterUs: isAllowed ? 0 : Number(ceilDivide(cost * this.#windowUs - this.#tokens, this.#limit)),
    }
  }

  spend(_nowUs: bigint, cost: bigint): void {
    this.#tokens -= cost * this.#windowUs
  }
}

export interface ExpectedDecision {
  isAllowed: boolean
  states: { policy: Policy; remaining: number; resetMs: number; retryAfterMs: number }[]
}

/** The right answers of a limiter, computed slowly and obviously. Each bucket keeps the limit of its first call. */
export class Oracle {
  readonly #accounts = new Map<string, Account>()
  /** Until the last call asked would have passed, to the microsecond; 0 when it did. */
  edgeUs = 0

  take(policies: readonly Policy[], nowUs: number): ExpectedDecision {
    const now = BigInt(nowUs)
    const answers = policies.map((policy) => this.#accountOf(policy).ask(now, BigInt(policy.cost)))
    const isAllowed = answers.every((answer) => answer.isAllowed)
    this.edgeUs = Math.max(...answers.map(({ retryAfterUs }) => retryAfterUs))
    if (isAllowed)
      for (const policy of policies) if (policy.cost > 0) this.#accountOf(policy).spend(now, BigInt(policy.cost))
    return {
      isAllowed,
      states: policies.map((policy, index) => {
        const { remaining, resetUs } = this.#accountOf(policy).ask(now, 0n)
        const retryAfterMs = Math.ceil((answers[index]?.retryAfterUs ?? 0) / 1000)
        return { policy, remaining, resetMs: Math.ceil(resetUs / 1000), retryAfterMs }
      }),
    }
  }

  #accountOf(policy: Policy): Account {
    const key = `${policy.bucket} ${policy.name}`
    const account =
      this.#accounts.get(key) ?? (policy.algorithm === 'window' ? new WindowAccount(policy) : new TokenAccount(policy))
    this.#accounts.set(key, account)
    return account
  }
}
