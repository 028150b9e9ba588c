import type { z } from 'zod'

/** One value read from the environment: its variable, what it means, and how it is checked. */
export interface Setting<T> {
  /** The environment variable. `NAME_FILE` names a file to read it from, when isSecret. */
  variable: string
  /** One sentence for the reference table. */
  doc: string
  /** "ms", "s", "bytes", "CIDRs"; empty when the value has none. */
  unit: string
  isSecret: boolean
  /** Takes the variable's string, or undefined when it is unset or empty; its message says what is allowed. */
  schema: z.ZodType<T, string | undefined>
  /** The default as the table shows it; empty when there is none. */
  shownDefault: string
}

/** A part's settings by field name. */
export type ConfigSchema<Config> = { readonly [Field in keyof Config]: Setting<Config[Field]> }
