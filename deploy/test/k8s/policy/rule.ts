import type { Manifest } from '../manifest.ts'

/** One promise that all rendered manifests keep together. */
export interface Rule {
  name: string
  /** The violations of the rule, one line each. */
  find(manifests: readonly Manifest[]): string[]
}

/** A line for each of these that is not as it should be. */
export const unless = (isFine: boolean, line: string): string[] => (isFine ? [] : [line])
