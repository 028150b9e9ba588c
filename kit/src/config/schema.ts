import type { z } from 'zod'

/** One value read from the environment: its variable, its meaning and its check. */
export interface Setting<T> {
  /** The environment variable. `NAME_FILE` names a file to read it from, when isSecret. */
  variable: string
  /** One sentence for the reference table. */
  doc: string
  /** "ms", "s", "bytes", "CIDRs"; empty when the value has none. */
  unit: string
  isSecret: boolean
  /** Parses the string of the variable, or undefined if it is unset or empty. Its message states the allowed values. */
  schema: z.ZodType<T, string | undefined>
  /** Default as shown in the table; empty if there is none. */
  shownDefault: string
}

/** A part's settings by field name. */
export type ConfigSchema<Config> = { readonly [Field in keyof Config]: Setting<Config[Field]> }

/** The values of a part's settings. */
export type ConfigOf<Schema> = { [Field in keyof Schema]: Schema[Field] extends Setting<infer Value> ? Value : never }
