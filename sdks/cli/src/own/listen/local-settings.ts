import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { changePrivate, readPrivate } from '../../access/private-file.ts'
import { CliError } from '../../failure.ts'
import { configFolder, type Io } from '../../io.ts'

/** The settings of `listen` for a profile, or for the key of a variable. */
interface Local {
  secret: string
  /** The last --forward-to. */
  forward_to?: string
}

const pathOf = (io: Pick<Io, 'env'>): string => join(configFolder(io), 'listen.json')

/** The secret that signs what is forwarded for this profile: made once, and of no endpoint. */
export async function localSecret(io: Pick<Io, 'env'>, from: string): Promise<string> {
  const known = (await read(io))[from]
  return known?.secret ?? (await change(io, from, {})).secret
}

export async function keepTarget(io: Pick<Io, 'env'>, from: string, target: URL): Promise<void> {
  await change(io, from, { forward_to: target.href })
}

export async function lastTarget(io: Pick<Io, 'env'>, from: string): Promise<string | undefined> {
  return (await read(io))[from]?.forward_to
}

async function read(io: Pick<Io, 'env'>): Promise<Record<string, Local>> {
  const path = pathOf(io)
  return parsed(await readPrivate(path), path)
}

async function change(io: Pick<Io, 'env'>, from: string, fields: Partial<Local>): Promise<Local> {
  let made: Local | undefined
  const path = pathOf(io)
  await changePrivate(path, (text) => {
    const all = parsed(text, path)
    made = { secret: `whsec_${randomBytes(32).toString('base64')}`, ...all[from], ...fields }
    return `${JSON.stringify({ ...all, [from]: made }, undefined, 2)}\n`
  })
  if (made === undefined) throw new Error('the file was not changed')
  return made
}

function parsed(text: string | undefined, path: string): Record<string, Local> {
  if (text === undefined) return {}
  try {
    const all: unknown = JSON.parse(text)
    if (isObject(all) && Object.values(all).every(isLocal)) return all as Record<string, Local>
  } catch {
    // Said below; the text of a parser would quote the file.
  }
  throw new CliError('denied', 'FILE_NOT_UNDERSTOOD', `${path} is not a file of \`plinth listen\`.`, {
    hint: 'Remove it. The next `plinth listen` makes another secret.',
  })
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isLocal = (value: unknown): boolean =>
  isObject(value) && typeof value['secret'] === 'string' && ['string', 'undefined'].includes(typeof value['forward_to'])
