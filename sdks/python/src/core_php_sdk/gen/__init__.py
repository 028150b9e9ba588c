# Generated from docs/openapi.json by npm run gen.
