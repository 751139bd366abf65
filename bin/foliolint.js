#!/usr/bin/env node
// Libraries decide on colours when they are loaded, and some take CI for a terminal.
if (!process.stdout.isTTY && !process.stderr.isTTY) process.env.NO_COLOR ??= '1';

const { main } = await import('../dist/cli/main.js');
await main(process.argv.slice(2), import.meta.url);
