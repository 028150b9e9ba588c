import type { Readiness } from '@plinth/kit/part'
import { withTimeout } from '@plinth/kit/timeout'
import { messageOf } from './refusal.ts'

const checkTimeoutMs = 3_000

export interface ReadinessChecks {
  add(name: string, check: () => Promise<void>): void
  /** Adds a check that is shown but does not make the process not ready. */
  addAdvisory(name: string, check: () => Promise<void>): void
  /** Makes the process not ready regardless of the checks, until turnGreen: while it starts or stops. */
  turnRed(sentence: string): void
  turnGreen(): void
  readiness(): Promise<Readiness>
}

/** Readiness checks of one process. Concurrent calls share one run, so that a flood costs one run. */
export function readinessChecks(): ReadinessChecks {
  const checks = new Map<string, { check: () => Promise<void>; isRequired: boolean }>()
  let red: string | undefined
  let asked: Promise<Readiness> | undefined

  const runChecks = async (): Promise<Readiness> => {
    const results = await Promise.all(
      [...checks].map(async ([name, { check, isRequired }]) => ({ name, isRequired, result: await outcome(check) })),
    )
    return {
      ready: results.every(({ isRequired, result }) => !isRequired || result === 'ok'),
      checks: Object.fromEntries(results.map(({ name, result }) => [name, result])),
    }
  }
  return {
    add: (name, check) => checks.set(name, { check, isRequired: true }),
    addAdvisory: (name, check) => checks.set(name, { check, isRequired: false }),
    turnRed: (sentence) => {
      red = sentence
    },
    turnGreen: () => {
      red = undefined
    },
    async readiness() {
      asked ??= runChecks().finally(() => {
        asked = undefined
      })
      const answer = await asked
      return red === undefined ? answer : { ready: false, checks: { ...answer.checks, process: red } }
    },
  }
}

async function outcome(check: () => Promise<void>): Promise<string> {
  try {
    await withTimeout(checkTimeoutMs, check())
    return 'ok'
  } catch (err) {
    return messageOf(err)
  }
}
