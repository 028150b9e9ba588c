import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** One thing that must hold of the repository at `root`; rejects with what does not. */
export interface Step {
  name: string
  run(root: string): Promise<void>
}

export class Finding extends Error {
  override readonly name = 'Finding'
}

/** Throws the lines, if there are any, under one sentence. */
export function report(sentence: string, lines: readonly string[]): void {
  if (lines.length > 0) throw new Finding([sentence, ...lines.map((line) => `  ${line}`)].join('\n'))
}

/** Runs a tool of node_modules/.bin on this Node.js and hands back its standard output; all it printed is the finding when it fails. */
export async function tool(
  root: string,
  [name = '', ...args]: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<string> {
  const bin = join(root, 'node_modules', '.bin')
  const env = { ...process.env, ...options.env, PATH: [bin, process.env['PATH']].join(delimiter) }
  return new Promise((resolve, reject) => {
    execFile(
      join(bin, name),
      args,
      { cwd: options.cwd ?? root, env, maxBuffer: 64 * 1024 * 1024 },
      (err, stdout, stderr) => {
        if (err === null) resolve(stdout)
        else reject(new Finding(`${stdout}${stderr}`.trim() || err.message))
      },
    )
  })
}
