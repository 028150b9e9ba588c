import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import type { Writable } from 'node:stream'

// Children outlive a parent that is killed; this shell does not hold on to anything and notices by the end of its input.
const watchdog = `
kept= folders= commands=
while read -r verb rest; do
  case $verb in
    keep) kept="$kept $rest " ;;
    drop) kept=$(printf %s "$kept" | sed "s/ [A-Z]*:$rest / /") ;;
    folder) folders="$folders$rest
" ;;
    run) commands="$commands$rest
" ;;
  esac
done
for one in $kept; do kill -s "\${one%%:*}" "\${one##*:}" 2>/dev/null; done
turns=0
for one in $kept; do
  while kill -0 "\${one##*:}" 2>/dev/null && [ $turns -lt 150 ]; do sleep 0.1; turns=$((turns + 1)); done
  kill -s KILL "-\${one##*:}" 2>/dev/null
done
eval "$commands"
printf %s "$folders" | while read -r folder; do rm -rf "$folder"; done
exit 0
`

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

/** Spawns a child in a process group of its own that ends with this process, however this process ends. */
export function spawnKept(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { endWith?: 'TERM' | 'INT' | 'KILL' } = {},
): ChildProcess {
  const { endWith = 'TERM', ...spawnOptions } = options
  const child = spawn(command, args, { ...spawnOptions, detached: true })
  const { pid } = child
  if (pid !== undefined) {
    order(`keep ${endWith}:${pid}`)
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
