import { readFileSync } from 'node:fs'
import type { PackageNames } from './model.ts'

/** The names of the packages, in one place. */
export const names: PackageNames = JSON.parse(readFileSync(new URL('../names.json', import.meta.url), 'utf8'))
