import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Who runs the server; PostgreSQL refuses to run as root. */
export interface Account {
  uid: number
  gid: number
}

/** Another account when this process is root's: the one that owns the data already, else postgres or nobody. */
export function serverAccount(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = existsSync(dataDir) ? statSync(dataDir) : { uid: 0, gid: 0 }
  if (uid !== 0) return { uid, gid }
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  return { uid: Number(account?.[2] ?? 65_534), gid: Number(account?.[3] ?? 65_534) }
}

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))

export interface Launch {
  command: string
  args: string[]
  uid?: number
  gid?: number
}

/**
 * How to run a program as the account.
 * @param reads Paths it must reach; folders closed to the account are opened to it by a capability where setpriv is there.
 */
export function launch(
  account: Account | undefined,
  program: string,
  args: string[],
  reads: readonly string[],
): Launch {
  // The server ends with its parent, however that ends: setpriv sets the signal, the kernel sends it.
  const leash = setpriv === undefined ? [] : ['--pdeathsig', 'INT']
  if (account === undefined)
    return setpriv === undefined ? { command: program, args } : { command: setpriv, args: [...leash, program, ...args] }
  const closed = reads.map((path) => closedFolder(path, account)).find((folder) => folder !== undefined)
  if (setpriv === undefined) {
    if (closed === undefined) return { command: program, args, ...account }
    throw new Error(
      `root cannot run PostgreSQL, and the account that can (uid ${account.uid}) cannot enter ${closed}; run as another user, or move the folder`,
    )
  }
  const capability = closed === undefined ? [] : ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override']
  const identity = ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups']
  return { command: setpriv, args: [...identity, ...capability, ...leash, program, ...args] }
}

function closedFolder(path: string, { uid, gid }: Account): string | undefined {
  const parent = dirname(path)
  if (parent === path) return undefined
  const above = closedFolder(parent, { uid, gid })
  if (above !== undefined) return above
  const folder = statSync(parent)
  const mask = folder.uid === uid ? 0o100 : folder.gid === gid ? 0o010 : 0o001
  return (folder.mode & mask) === 0 ? parent : undefined
}
