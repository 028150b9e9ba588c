import { eventually, runProcess } from '@plinth/testkit'
import { plinthScript } from './topology.ts'

/** The result of `plinth audit verify` with these settings once every entry has its seal. `fault` is undefined when all fit. */
export async function verifyChain(
  settings: Readonly<Record<string, string>>,
): Promise<{ sealed: number; fault?: string }> {
  return eventually(
    async () => {
      const verifying = runProcess(plinthScript, ['audit', 'verify'], { env: settings })
      const { code } = await verifying.exited
      const output = verifying.output()
      if (code !== 0) return { sealed: 0, fault: output }
      if (output.includes('wait for their seals')) throw new Error(output)
      return { sealed: Number(/(\d+) entries fit/.exec(output)?.[1]) }
    },
    { timeoutMs: 60_000, everyMs: 1_000 },
  )
}
