#!/usr/bin/env node
import { exitWith, processCommandLine } from './cli/process-command-line.js';
import { runProgram } from './cli/program.js';
import { packageVersion } from './platform/package-version.js';

exitWith(await runProgram(process.argv.slice(2), processCommandLine({ endsAtOnce: true }), packageVersion()));
