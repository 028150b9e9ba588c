import { type Env, readSetting, type Setting } from '@plinth/kit/config'
import { type BoundPart, settingsOf } from '../bound-part.ts'
import { appSettings } from '../config/app-config.ts'
import { readConfig } from '../config/read-config.ts'
import { partNames, partsOf } from '../parts.ts'
import { shownUrl } from '../shown-url.ts'
import type { CommandOptions, TargetOptions } from './command-deps.ts'
import { plinthUrl } from './plinth-url.ts'

/** Prints the effective settings, one per line: VARIABLE=value and its source. Prints mistakes to stderr, with exit code 1. */
export async function configCommand({ target, env, loadParts }: TargetOptions): Promise<number> {
  const parts = await loadParts(partsOf(target))
  for (const setting of allSettings(parts)) process.stdout.write(`${settingLine(setting, env)}\n`)
  readConfig(target, parts, env)
  return 0
}

/** Prints all settings of all parts, each once, as a Markdown table. */
export async function configDocsCommand({ loadParts }: Pick<CommandOptions, 'loadParts'>): Promise<number> {
  const rows = allSettings(await loadParts(partNames)).map((setting) => {
    const name = setting.isSecret ? `\`${setting.variable}\`, \`${setting.variable}_FILE\`` : `\`${setting.variable}\``
    const shownDefault = setting.shownDefault === '' ? '' : `\`${setting.shownDefault}\``
    return [name, setting.doc, valuesOf(setting), setting.unit, shownDefault]
  })
  const head = ['Variable', 'Meaning', 'Values', 'Unit', 'Default']
  const table = [head, head.map(() => '---'), ...rows]
  for (const cells of table)
    process.stdout.write(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
  return 0
}

/** Allowed values, in the words of the sentence that refuses others; empty if every text is allowed. */
function valuesOf(setting: Setting<unknown>): string {
  const refused = readSetting(setting, { [setting.variable]: 'no\u0000value' })
  if (!('mistake' in refused)) return ''
  const [, values = ''] = / must (?:be|have) (.*)$/.exec(refused.mistake.replace(/; it is "[^"]*"$/, '')) ?? []
  if (values === '') throw new Error(`${setting.variable}: its sentence does not say "must be"`)
  return values
}

function allSettings(parts: readonly BoundPart[]): Setting<unknown>[] {
  const byVariable = new Map<string, Setting<unknown>>()
  for (const setting of [...settingsOf(appSettings), plinthUrl, ...parts.flatMap((part) => part.settings)])
    if (!byVariable.has(setting.variable)) byVariable.set(setting.variable, setting)
  return [...byVariable.values()].sort((a, b) => a.variable.localeCompare(b.variable))
}

/** Never shows a secret, not even an invalid one. Shows a URL without its password. */
export function settingLine(setting: Setting<unknown>, env: Env): string {
  const direct = env[setting.variable] || undefined
  const isFromFile = setting.isSecret && direct === undefined && Boolean(env[`${setting.variable}_FILE`])
  const result = readSetting(setting, env)
  if ('mistake' in result) return `${setting.variable}=? (wrong)`
  if (direct === undefined && !isFromFile) return `${setting.variable}=${setting.shownDefault} (default)`
  const isUrl = setting.variable.endsWith('_URL') && typeof result.value === 'string'
  const plain = setting.isSecret ? (isUrl ? shownUrl(String(result.value)) : '***') : String(direct)
  return `${setting.variable}=${plain} (${isFromFile ? `file ${env[`${setting.variable}_FILE`]}` : 'environment'})`
}
