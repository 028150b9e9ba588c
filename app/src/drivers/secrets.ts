import { randomBytes, randomUUID } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type SecretBox, secretBox } from '@plinth/kit/secrets/secret-box'
import { parseSecretsKey } from '../config/secrets-setting.ts'
import { Refusal } from '../refusal.ts'

export const secretsKeyFile = (dataDir: string): string => join(dataDir, 'secrets-key')

/**
 * Returns the keys of an installation with an embedded database: those of SECRETS_KEY, then the key of the data directory,
 * so that setting SECRETS_KEY later loses nothing. Undefined before the first start without SECRETS_KEY.
 */
export function knownKeys(dataDir: string, configured: readonly Buffer[] | undefined): readonly Buffer[] | undefined {
  const stored = readKey(secretsKeyFile(dataDir))
  return stored === undefined ? configured : [...(configured ?? []), stored]
}

/**
 * Returns the known keys, or creates the first one. Refuses to create one for databases with encrypted values, which it would not
 * open. A first start that was killed left none: nothing is encrypted before there is a key.
 */
export async function embeddedKeys(
  dataDir: string,
  configured: readonly Buffer[] | undefined,
  hasSealed: () => Promise<boolean>,
): Promise<readonly Buffer[]> {
  const known = knownKeys(dataDir, configured)
  if (known !== undefined) return known
  const path = secretsKeyFile(dataDir)
  if (await hasSealed()) throw new Refusal(lostKey(path))
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return [makeKey(path)]
}

export const lostKey = (path: string): string =>
  `The secrets key in PLINTH_DATA_DIR (${path}) is missing, and the database holds values that it encrypted. Restore the file from a backup, or set SECRETS_KEY to its content. If the key is lost, set SECRETS_KEY to a new one (\`openssl rand -base64 32\`) and read docs/operate/secrets-key.md.`

export function readKey(path: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (err) {
    if (err instanceof Error && 'code' in err && err.code === 'ENOENT') return undefined
    throw new Refusal(`The secrets key in PLINTH_DATA_DIR cannot be read (${path}); make it readable for this user.`, {
      cause: err,
    })
  }
  const key = parseSecretsKey(text)
  if (key === undefined || (statSync(path).mode & 0o077) !== 0) {
    const fault =
      key === undefined
        ? 'does not hold 32 bytes in base64; restore it from a backup'
        : 'is open to other users; chmod it to 600'
    throw new Refusal(`The secrets key in PLINTH_DATA_DIR (${path}) ${fault}.`)
  }
  return key
}

// Written whole under another name and linked: a crash never leaves half a key, and of two starts one key wins.
function makeKey(path: string): Buffer {
  const key = randomBytes(32)
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, path)
    syncFolder(dirname(path))
    return key
  } catch (err) {
    const winner = readKey(path)
    if (winner === undefined) throw err
    return winner
  } finally {
    rmSync(draft)
  }
}

/** A power failure would otherwise keep what the key encrypts and lose its name. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

const sentence = 'this process has no SECRETS_KEY, because it stores nothing that is encrypted'

/** Secret box of a process that stores nothing. Using it is a defect, and throws. */
const closedBox: SecretBox = {
  prefix: Buffer.alloc(0),
  seal: () => {
    throw new Error(sentence)
  },
  open: () => {
    throw new Error(sentence)
  },
}

export const boxOf = (keys: readonly Buffer[] | undefined): SecretBox =>
  keys === undefined ? closedBox : secretBox(keys)
