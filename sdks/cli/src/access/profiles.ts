import { join } from 'node:path'
import { CliError, usageError } from '../failure.ts'
import { configFolder, type Io } from '../io.ts'
import { changePrivate, readPrivate } from './private-file.ts'

/** A key and the one address that it is sent to. */
export interface Profile {
  url: string
  api_key?: string
  /** Prints the key; run by `sh -c`. */
  api_key_command?: string
  /** Workspace and namespace of calls that name none. */
  workspace_id?: string
  namespace_id?: string
}

export interface Profiles {
  /** The one that is used if none is named. */
  current: string | undefined
  profiles: Readonly<Record<string, Profile>>
}

export const profilesPath = (io: Pick<Io, 'env'>): string => join(configFolder(io), 'profiles.json')

export async function readProfiles(io: Pick<Io, 'env'>): Promise<Profiles> {
  const path = profilesPath(io)
  return parsed(await readPrivate(path), path)
}

export function changeProfiles(io: Pick<Io, 'env'>, change: (before: Profiles) => Profiles): Promise<void> {
  const path = profilesPath(io)
  return changePrivate(path, (text) => `${JSON.stringify(change(parsed(text, path)), undefined, 2)}\n`)
}

export function profileName(name: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(name)) return name
  throw usageError('The name of a profile has letters, digits, dots, dashes and underscores, at most 64.')
}

function parsed(text: string | undefined, path: string): Profiles {
  if (text === undefined) return { current: undefined, profiles: {} }
  try {
    const { current, profiles } = JSON.parse(text)
    const entries = Object.entries(profiles as Record<string, unknown>)
    if (entries.every(([, profile]) => isProfile(profile))) {
      return {
        current: typeof current === 'string' ? current : undefined,
        profiles: Object.fromEntries(entries) as never,
      }
    }
  } catch {
    // Said below; the text of a parser would quote the file.
  }
  throw new CliError('denied', 'FILE_NOT_UNDERSTOOD', `${path} is not a file of profiles.`, {
    hint: 'Remove it and log in again.',
  })
}

const fields = ['url', 'api_key', 'api_key_command', 'workspace_id', 'namespace_id']

function isProfile(value: unknown): value is Profile {
  if (typeof value !== 'object' || value === null) return false
  const { url, api_key, api_key_command } = value as Record<string, unknown>
  const isText = Object.entries(value).every(([name, one]) => !fields.includes(name) || typeof one === 'string')
  return isText && typeof url === 'string' && (api_key ?? api_key_command) !== undefined
}
