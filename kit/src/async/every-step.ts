import { Stopped } from './stopped.ts'

/** Runs all steps in order, even if one fails, but none after a stop. Rejects with all failures. */
export async function everyStep(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const step of steps)
    await step().catch((err: unknown) => {
      if (err instanceof Stopped) throw err
      failures.push(err)
    })
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} of ${steps.length} steps failed`)
  if (failures.length === 1) throw failures[0]
}
