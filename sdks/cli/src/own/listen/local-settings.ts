import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { changePrivate, readPrivate } from '../../access/private-file.ts'
import { configFolder, type Io } from '../../io.ts'

/** What `listen` keeps for a profile, or for the key of a variable. */
interface Local {
  secret: string
  /** The last --forward-to. */
  forward_to?: string
}

const pathOf = (io: Pick<Io, 'env'>): string => join(configFolder(io), 'listen.json')

/** The secret that signs what is forwarded for this profile: made once, and of no endpoint. */
export async function localSecret(io: Pick<Io, 'env'>, from: string): Promise<string> {
  const known = parsed(await readPrivate(pathOf(io)))[from]
  return known?.secret ?? (await change(io, from, {})).secret
}

export async function keepTarget(io: Pick<Io, 'env'>, from: string, target: URL): Promise<void> {
  await change(io, from, { forward_to: target.href })
}

export async function lastTarget(io: Pick<Io, 'env'>, from: string): Promise<string | undefined> {
  return parsed(await readPrivate(pathOf(io)))[from]?.forward_to
}

async function change(io: Pick<Io, 'env'>, from: string, fields: Partial<Local>): Promise<Local> {
  let made: Local | undefined
  await changePrivate(pathOf(io), (text) => {
    const all = parsed(text)
    made = { secret: `whsec_${randomBytes(32).toString('base64')}`, ...all[from], ...fields }
    return `${JSON.stringify({ ...all, [from]: made }, undefined, 2)}\n`
  })
  if (made === undefined) throw new Error('the file was not changed')
  return made
}

function parsed(text: string | undefined): Record<string, Local> {
  try {
    return Object(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}
