/** Test files that take longest, in seconds on an idle machine with two cores: they start first. `npm test` prints each file's. */
export const slowFiles: Readonly<Record<string, number>> = {}

/** How long a file may run: others run beside it, and the machine may be busy with something else. */
export const boundMs = (file: string): number => 120_000 + 6_000 * (slowFiles[file] ?? 0)

export const slowestFirst = (files: readonly string[]): string[] =>
  files.toSorted((one, other) => (slowFiles[other] ?? 0) - (slowFiles[one] ?? 0))
