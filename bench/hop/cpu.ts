import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Answers every message of the parent with the processor time this process has used, in µs. */
export function tellCpu(): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuUs: user + system })
  })
}

export async function cpuUsOf(children: readonly ChildProcess[]): Promise<number> {
  const used = await Promise.all(
    children.map(async (child) => {
      child.send('cpu')
      const [message] = await once(child, 'message')
      return Number(message.cpuUs)
    }),
  )
  return used.reduce((sum, cpuUs) => sum + cpuUs, 0)
}
