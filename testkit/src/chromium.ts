import { findBinary, installBinary } from './servers/binaries.ts'

/**
 * The path of a Chromium: TEST_CHROMIUM, else the one that is installed, else Debian's package. The headless shell comes
 * first: the same engine without the browser around it, which costs half of a page's processor time.
 * Throws a sentence that says what to install.
 */
export function chromiumPath(
  progress: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): string {
  const path =
    process.env['TEST_CHROMIUM'] ??
    findBinary('chromium-headless-shell') ??
    findBinary('chromium') ??
    installBinary('chromium-headless-shell', progress)
  if (path !== undefined) return path
  throw new Error(
    'No Chromium was found: install it (Debian: apt-get install chromium-headless-shell), or set TEST_CHROMIUM to one.',
  )
}
