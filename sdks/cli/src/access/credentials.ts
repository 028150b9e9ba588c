import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { CliError } from '../failure.ts'
import { baseOf, environmentUrl, type Io } from '../io.ts'
import type { Say } from '../output/say.ts'
import { type Profile, profileName, profilesPath, readProfiles } from './profiles.ts'

const commandMs = 60_000

export interface Credentials {
  key: string
  url: string
  /** "PLINTH_API_KEY", "profile prod". */
  from: string
  workspaceId?: string | undefined
  namespaceId?: string | undefined
}

/** Workspace and namespace of a call. */
export interface ActsIn {
  workspaceId: string | undefined
  namespaceId: string | undefined
}

/** Workspace and namespace from the options, else from the profile, except ids that the path names. */
export function actsIn(
  { workspaceId, namespaceId }: Pick<Credentials, 'workspaceId' | 'namespaceId'>,
  { workspace, namespace }: Readonly<Record<string, unknown>>,
  pathIds: readonly string[] = [],
): ActsIn {
  return {
    workspaceId: (workspace as string | undefined) ?? (pathIds.includes('workspace_id') ? undefined : workspaceId),
    namespaceId: (namespace as string | undefined) ?? (pathIds.includes('namespace_id') ? undefined : namespaceId),
  }
}

export interface Wanted {
  /** The value of --profile. */
  profile?: string | undefined
  /** Variables that hold a key, the first that is set counts. */
  variables: readonly string[]
}

/**
 * The key and the address of a command: of the named profile, else of the environment, else of the current profile. The
 * two always come from one place, so that no key is sent to an address that was meant for another.
 */
export async function credentials(io: Io, say: Say, { profile, variables }: Wanted): Promise<Credentials> {
  const { env } = io
  const variable = variables.find((name) => env[name] || env[`${name}_FILE`])
  if (profile !== undefined) {
    const ignored = [variable, env['PLINTH_URL'] && 'PLINTH_URL'].filter((name) => name !== undefined && name !== '')
    if (ignored.length > 0)
      say.warn(
        `--profile ${profile} was given: ${ignored.join(' and ')} of the environment ${ignored.length > 1 ? 'are' : 'is'} not used.`,
      )
    return ofProfile(io, profileName(profile))
  }
  if (variable !== undefined) return { key: textOf(io, variable), url: environmentUrl(env), from: variable }
  const { current } = await readProfiles(io)
  if (current === undefined)
    throw new CliError('denied', 'NO_KEY', 'There is no API key.', {
      hint: `Run \`plinth login\`, or set ${variables.join(' or ')}.`,
    })
  const found = await ofProfile(io, current)
  if (env['PLINTH_URL'] && baseOf(env['PLINTH_URL']) !== baseOf(found.url))
    say.warn(`PLINTH_URL is not used: the key is that of the profile ${current}, which is for ${found.url}.`)
  return found
}

function textOf({ env }: Io, variable: string): string {
  const given = env[variable]
  if (given) return given
  const file = env[`${variable}_FILE`] ?? ''
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (err) {
    throw new CliError('denied', 'NO_KEY', `${variable}_FILE: ${file} cannot be read.`, { cause: err })
  }
}

async function ofProfile(io: Io, name: string): Promise<Credentials> {
  const { profiles } = await readProfiles(io)
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (profile === undefined)
    throw new CliError('denied', 'NO_PROFILE', `${profilesPath(io)} has no profile ${name}.`, {
      hint: `Run \`plinth login --profile ${name}\`, or \`plinth profiles\` to see those there are.`,
    })
  const { url, workspace_id, namespace_id } = profile
  const key = await keyOf(profile, name)
  return { key, url, from: `profile ${name}`, workspaceId: workspace_id, namespaceId: namespace_id }
}

async function keyOf({ api_key, api_key_command }: Profile, name: string): Promise<string> {
  return api_key_command === undefined ? (api_key ?? '') : keyOfCommand(api_key_command, `profile ${name}`)
}

/** Returns the output of a password manager. No error contains any of the output. */
export async function keyOfCommand(command: string, from: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { timeout: commandMs }).catch(
    (err: { code?: unknown }) => {
      throw new CliError('denied', 'NO_KEY', `The api_key_command of ${from} failed (${String(err.code)}).`, {
        hint: 'Run it by hand to see why; it must print the key alone.',
      })
    },
  )
  const key = stdout.trim()
  if (/^[!-~]+$/.test(key)) return key
  throw new CliError('denied', 'NO_KEY', `The api_key_command of ${from} printed no key.`)
}
