import { parse } from 'regexparam'

/** True if the path, below the console's, is one of a page's pattern ("/users/:userId"), as the router takes it. */
export const isPathOf = (pattern: string, path: string): boolean => parse(pattern).pattern.test(path)
