import type { BuildResult } from 'esbuild'
import { nameOf } from './outputs.ts'

type Built = BuildResult<{ write: false; metafile: true }>

/** Texts of a build by their name, and its outputs. */
export interface Outputs {
  contents: ReadonlyMap<string, Buffer>
  outputs: Built['metafile']['outputs']
}

/**
 * esbuild puts what main shares with lazily loaded modules, which is all of it (one-core.ts), into a chunk, and leaves of
 * main a file that imports the chunk: one request more before the first page. Here the chunk is main.
 */
export function wholeMain({ outputFiles, metafile }: Built): Outputs {
  const [path, stub] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === 'main.tsx') ?? []
  const [chunk, ...others] = stub?.imports ?? []
  if (path === undefined || chunk === undefined || others.length > 0 || Object.keys(stub?.inputs ?? {}).length > 0)
    throw new Error('main is more than one chunk')
  const name = nameOf(chunk.path)
  const renamed = (text: string) => text.replaceAll(name, name.replace(/^[^-]+/, 'main'))
  const contents = outputFiles
    .filter((file) => nameOf(file.path) !== nameOf(path))
    .map((file) => [renamed(nameOf(file.path)), Buffer.from(renamed(file.text))] as const)
  const { [path]: _, ...rest } = metafile.outputs
  const outputs: Built['metafile']['outputs'] = JSON.parse(renamed(JSON.stringify(rest)))
  Object.assign(outputs[renamed(chunk.path)] ?? {}, { entryPoint: 'main.tsx' })
  return { contents: new Map(contents), outputs }
}
