import { existsSync, readFileSync } from 'node:fs'

export interface Account {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root: the account that runs it then; undefined for any other user. */
export function ownAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = ['postgres', 'nobody'].flatMap((name) => accounts.filter(([user]) => user === name))[0]
  return { uid: Number(account?.[2] ?? 65_534), gid: Number(account?.[3] ?? 65_534) }
}

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))

export interface Launch extends Partial<Account> {
  command: string
  args: string[]
}

/** How to run a program as the account. Where setpriv is there, folders of root's that are closed to it (a home, say) do not matter. */
export function asAccount(account: Account | undefined, program: string, args: readonly string[]): Launch {
  if (account === undefined) return { command: program, args: [...args] }
  if (setpriv === undefined) return { command: program, args: [...args], ...account }
  const identity = ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups']
  const reach = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override']
  return { command: setpriv, args: [...identity, ...reach, program, ...args] }
}
