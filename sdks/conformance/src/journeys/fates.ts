import type { Fate, ProxyRules } from './cutting-proxy.ts'
import { isWrite } from './cutting-proxy.ts'

/** Cuts the answer to the first write, after its commit; everything else passes. */
export function cutNextWrite(): ProxyRules {
  let isCut = false
  return {
    onAnswer(method) {
      if (isCut || !isWrite(method)) return 'pass'
      isCut = true
      return 'reset'
    },
  }
}

/** Cuts a third of all answers, half of these within their body; the same ones for the same seed. */
export function cutAThird(seed = 1): ProxyRules {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    onAnswer(): Fate {
      if (next() >= 1 / 3) return 'pass'
      return next() < 0.5 ? 'reset' : 'half'
    },
  }
}
