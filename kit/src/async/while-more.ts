/** Runs a step until it returns false: nothing more is left. */
export async function whileMore(step: () => Promise<boolean>): Promise<void> {
  while (await step());
}
