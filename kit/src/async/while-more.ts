/** Runs a step until it returns false: nothing more is left. Between two steps it calls `achieved`, which may throw to end it. */
export async function whileMore(step: () => Promise<boolean>, achieved: () => void = () => undefined): Promise<void> {
  while (await step()) achieved()
}
