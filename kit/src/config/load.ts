import { readFileSync } from 'node:fs'
import type { ConfigSchema, Setting } from './schema.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** All mistakes of a configuration, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly mistakes: readonly string[]
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'))
    this.mistakes = mistakes
  }
}

/** Reads and checks every setting of a schema. Throws ConfigError with all mistakes. */
export function loadConfig<Config extends object>(schema: ConfigSchema<Config>, env: Env): Config {
  const mistakes: string[] = []
  const values: [string, unknown][] = []
  for (const field of Object.keys(schema) as (keyof Config & string)[]) {
    const result = readSetting(schema[field], env)
    if ('mistake' in result) mistakes.push(result.mistake)
    else values.push([field, result.value])
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return Object.freeze(Object.fromEntries(values)) as Config
}

/** Returns the value of one setting, or a sentence that names the variable, its unit and the allowed values. */
export function readSetting<T>(setting: Setting<T>, env: Env): { value: T } | { mistake: string } {
  const unit = setting.unit === '' ? '' : ` (in ${setting.unit})`
  const raw = rawValue(setting, env)
  if ('mistake' in raw) return raw
  const parsed = setting.schema.safeParse(raw.text)
  if (parsed.success) return { value: parsed.data }
  const shown = raw.text === undefined || setting.isSecret ? '' : `; it is ${JSON.stringify(raw.text)}`
  return { mistake: `${setting.variable}${unit} ${parsed.error.issues[0]?.message ?? 'is not valid'}${shown}` }
}

function rawValue(setting: Setting<unknown>, env: Env): { text: string | undefined } | { mistake: string } {
  const direct = env[setting.variable] || undefined
  const path = setting.isSecret ? env[`${setting.variable}_FILE`] || undefined : undefined
  if (path === undefined) return { text: direct }
  if (direct !== undefined)
    return { mistake: `${setting.variable} and ${setting.variable}_FILE are both set; unset one` }
  try {
    return { text: readFileSync(path, 'utf8').trim() || undefined }
  } catch {
    return { mistake: `${setting.variable}_FILE names a file that cannot be read: ${path}` }
  }
}
