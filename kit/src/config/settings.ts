import { z } from 'zod'
import type { Setting } from './schema.ts'

interface Spec<T> {
  doc: string
  unit?: string
  default?: T
}

function setting<T>(
  variable: string,
  spec: Spec<T>,
  schema: z.ZodType<T, string>,
  show: (value: T) => string,
): Setting<T> {
  const { default: fallback } = spec
  return {
    variable,
    doc: spec.doc,
    unit: spec.unit ?? '',
    isSecret: false,
    schema: fallback === undefined ? z.string({ error: 'must be set' }).pipe(schema) : withDefault(schema, fallback),
    shownDefault: fallback === undefined ? '' : show(fallback),
  }
}

function withDefault<T>(schema: z.ZodType<T, string>, fallback: T): z.ZodType<T, string | undefined> {
  return z
    .string()
    .optional()
    .transform((input, ctx) => {
      if (input === undefined) return fallback
      const parsed = schema.safeParse(input)
      if (parsed.success) return parsed.data
      ctx.issues.push({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'is not valid', input })
      return z.NEVER
    })
}

/** Any text that is not empty. */
export const text = (variable: string, spec: Spec<string>): Setting<string> =>
  setting(variable, spec, z.string(), (value) => value)

/** Optional text: undefined if it is unset. */
export function optionalText(variable: string, spec: Omit<Spec<string>, 'default'>): Setting<string | undefined> {
  return {
    variable,
    doc: spec.doc,
    unit: spec.unit ?? '',
    isSecret: false,
    schema: z.string().optional(),
    shownDefault: '',
  }
}

/** A secret: masked in every output; `VARIABLE_FILE` can name a file that contains it. */
export const secret = (variable: string, spec: Omit<Spec<string>, 'default'>): Setting<string | undefined> => ({
  ...optionalText(variable, spec),
  isSecret: true,
})

/** A whole number within bounds, both inclusive. */
export function integer(variable: string, spec: Spec<number> & { min: number; max: number }): Setting<number> {
  const sentence = `must be a whole number from ${spec.min} to ${spec.max}`
  const schema = z
    .string()
    .regex(/^-?\d{1,15}$/, sentence)
    .transform(Number)
    .refine((value) => value >= spec.min && value <= spec.max, sentence)
  return setting(variable, spec, schema, String)
}

/** true, false, 1 or 0. */
export function flag(variable: string, spec: Spec<boolean>): Setting<boolean> {
  const schema = z
    .enum(['true', 'false', '1', '0'], { error: 'must be true, false, 1 or 0' })
    .transform((value) => value === 'true' || value === '1')
  return setting(variable, spec, schema, String)
}

/** One of the listed words. */
export function choice<const Word extends string>(
  variable: string,
  spec: Spec<Word> & { words: readonly Word[] },
): Setting<Word> {
  return setting(variable, spec, z.enum(spec.words, { error: `must be one of ${spec.words.join(', ')}` }), String)
}

/** A comma-separated list; empty parts are dropped. Each part is checked by `part`. */
export function list<T = string>(
  variable: string,
  spec: Spec<readonly T[]> & { part: z.ZodType<T, string> },
): Setting<readonly T[]> {
  const schema = z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(spec.part))
  return setting<readonly T[]>(variable, spec, schema, (value) => value.join(','))
}

/** An absolute URL of one of the protocols, given with its colon ("https:"). */
export const url = (variable: string, spec: Spec<string> & { protocols: readonly string[] }): Setting<string> =>
  setting(variable, spec, urlOf(spec.protocols), (value) => value)

/** As url; undefined when unset. */
export function optionalUrl(
  variable: string,
  spec: Omit<Spec<string>, 'default'> & { protocols: readonly string[]; isSecret?: boolean },
): Setting<string | undefined> {
  return {
    ...optionalText(variable, spec),
    isSecret: spec.isSecret ?? false,
    schema: urlOf(spec.protocols).optional(),
  }
}

/** For a URL with the right start. */
export const percentEncode =
  'must be a URL: percent-encode special characters in the user and the password (# is %23, % is %25, / is %2F, ? is %3F, @ is %40)'

/** Can the user and the password of a valid URL be decoded? Drivers throw where they cannot. */
export function isLoginEncoded(url: string): boolean {
  const { username, password } = new URL(url)
  try {
    decodeURIComponent(`${username}:${password}`)
    return true
  } catch {
    return false
  }
}

export const severalServers = 'must name one server: use a name or a proxy that leads to the primary'

/** The host of a URL may hold a comma, as a password may, and with ports a URL of several hosts is none. */
export const namesSeveral = (value: unknown): boolean => /^\w+:\/\/[^/?#]*,[^/?#@]*(?:[/?#]|$)/.test(String(value))

function urlOf(protocols: readonly string[]): z.ZodType<string, string> {
  const sentence = `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`
  const isUrl = (value: string) =>
    URL.canParse(value) &&
    protocols.includes(new URL(value).protocol) &&
    !new URL(value).hash.includes('@') &&
    isLoginEncoded(value) &&
    !namesSeveral(value)
  const hasStart = (value: unknown) => protocols.some((protocol) => String(value).startsWith(`${protocol}//`))
  const mistakeOf = (value: unknown) =>
    !hasStart(value) ? sentence : namesSeveral(value) ? severalServers : percentEncode
  return z.string().refine(isUrl, { error: ({ input }) => mistakeOf(input) })
}
