/** /docs: an empty page that the scripts fill from /api/openapi.json. Paths are relative, so that a prefix does not matter. */
export const referenceHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>Plinth API</title>
</head>
<body>
<div id="reference"></div>
<noscript>The reference needs JavaScript; the same is in <a href="api/openapi.json">openapi.json</a>.</noscript>
<script src="docs/assets/scalar-api-reference.js"></script>
<script src="docs/assets/reference.js"></script>
</body>
</html>
`
