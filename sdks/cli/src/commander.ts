// For commands that are mounted: with a copy of their own, errors would be of another class.
export { type Command, InvalidArgumentError, Option } from 'commander'
export { withExample } from './lazily.ts'
