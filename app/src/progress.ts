import type { Logger } from '@plinth/kit/log'

const silentMs = 1_000

/** Logs the start and the end of a step that takes longer than a second. */
export async function during<T>(log: Logger, step: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now()
  let isLogged = false
  const timer = setTimeout(() => {
    isLogged = true
    log.info(`${step} …`)
  }, silentMs)
  try {
    const result = await work()
    if (isLogged) log.info(`${step}: done in ${((performance.now() - since) / 1_000).toFixed(1)} s`)
    return result
  } finally {
    clearTimeout(timer)
  }
}
