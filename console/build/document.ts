import { en } from '../src/messages/en.ts'
import type { DocumentFiles } from './outputs.ts'

/**
 * The only document. The gateway puts its path prefix into `base`; the theme is set before the first paint, and the
 * words of the browser's language are asked for beside main.
 * Until main draws, the page has the bar alone, so that something is painted as soon as the styles are there.
 * `outdated` is shown (by theme.ts) if a file that the document names is not there.
 */
export const documentText = ({ main, words, theme, styles, icon }: DocumentFiles): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<base href="/console/">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Plinth</title>
${Object.entries(words)
  .map(([code, name]) => `<meta name="words-${code}" content="assets/${name}">`)
  .join('\n')}
<script src="assets/${theme}"></script>
<link rel="icon" href="assets/${icon}">
<link rel="stylesheet" href="assets/${styles}">
<link rel="modulepreload" href="assets/${main}">
<script type="module" src="assets/${main}"></script>
</head>
<body>
<div id="page"><header><span class="brand">${en.product}</span></header></div>
<main id="outdated" hidden>
<h1>${en.product}</h1>
<p role="alert">${en.failure.newVersion}</p>
<button type="button">${en.common.reload}</button>
</main>
<noscript>The console needs JavaScript. Everything that it shows is in the API: <a href="../docs">its reference</a>.</noscript>
</body>
</html>
`
