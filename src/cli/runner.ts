import type { CommandLine } from './command-line.js';

/** Runs a command's work; what it returns is the exit code. */
export type Runner = (work: (commandLine: CommandLine) => Promise<number>) => Promise<void>;
