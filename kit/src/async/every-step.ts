/** Runs all steps in order, even if one fails. Rejects with all failures. */
export async function everyStep(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const step of steps) await step().catch((err: unknown) => failures.push(err))
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} of ${steps.length} steps failed`)
  if (failures.length === 1) throw failures[0]
}
