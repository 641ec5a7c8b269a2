#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exitWith, processCommandLine } from './cli/process-command-line.js';
import { runProgram } from './cli/program.js';

/** The manifest stands above `src`, and above `dist/src`. */
function packageVersion(): string {
  const places = ['../package.json', '../../package.json'].map((up) =>
    fileURLToPath(new URL(up, import.meta.url)),
  );
  const file = places.find((place) => existsSync(place));
  const manifest: unknown = file ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const isNamed = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isNamed ? String(manifest.version) : 'unknown';
}

exitWith(await runProgram(process.argv.slice(2), processCommandLine({ endsAtOnce: true }), packageVersion()));
