import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import type { StopStep } from '@plinth/kit/db'

// Children outlive a parent that is killed; this shell does not hold on to anything and notices by the end of its input.
const watchdog = `
kept= folders= commands=
end() {
  pid=\${1##*:}
  for step in $(echo "\${1%:*}" | tr , ' '); do
    kill -s "\${step%=*}" "$pid" && kill -s CONT "$pid"
    turns=\${step#*=}
    while kill -0 "$pid" && [ $((turns -= 1)) -ge 0 ]; do sleep 0.1; done
  done
  # Its children may outlive it; a server that is never killed ends its own.
  case $step in KILL=*) kill -s KILL -- "-$pid" ;; esac
}
while read -r verb rest; do
  case $verb in
    keep) kept="$kept $rest " ;;
    drop) kept=$(printf %s "$kept" | sed "s/ [^ ]*:$rest / /") ;;
    folder) folders="$folders$rest
" ;;
    run) commands="$commands$rest
" ;;
  esac
done
for one in $kept; do end "$one" & done
wait
eval "$commands"
printf %s "$folders" | while read -r folder; do rm -rf "$folder"; done
exit 0
`

/** Ends a process at once, and all of its group. */
export const atOnce: readonly StopStep[] = [['SIGKILL', 5_000]]

const inOrder: readonly StopStep[] = [['SIGTERM', 15_000], ...atOnce]

let orders: Writable | undefined

function order(line: string): void {
  if (orders === undefined) {
    const shell = spawn('/bin/sh', ['-c', watchdog], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' })
    shell.unref()
    orders = shell.stdin
    // A pipe keeps the event loop alive unless told otherwise; its type does not say so.
    if ('unref' in orders && typeof orders.unref === 'function') orders.unref()
    orders.on('error', () => undefined)
  }
  orders.write(`${line}\n`)
}

/**
 * Spawns a child in a process group of its own that ends with this process, however this process ends.
 * @param options.endWith How it is ended then. Default: SIGTERM, and SIGKILL after 15 s.
 */
export function spawnKept(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { endWith?: readonly StopStep[] } = {},
): ChildProcess {
  const { endWith = inOrder, ...spawnOptions } = options
  const child = spawn(command, args, { ...spawnOptions, detached: true })
  const { pid } = child
  if (pid !== undefined) {
    const steps = endWith.map(([signal, patienceMs]) => `${signal.slice('SIG'.length)}=${Math.ceil(patienceMs / 100)}`)
    order(`keep ${steps.join(',')}:${pid}`)
    child.once('exit', () => order(`drop ${pid}`))
  }
  child.unref()
  return child
}

/** Removes a folder once this process and what it keeps have ended. */
export function removeAtEnd(folder: string): void {
  order(`folder ${folder}`)
}

/** Runs a command once this process has ended, however it ended. */
export function runAtEnd(command: readonly string[]): void {
  order(`run ${command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')}`)
}
