interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valued: readonly string[];
  /** Words that follow the options before the command begins. */
  readonly operands: number;
}

/** Programs that start the program named by their arguments. */
const wrappers: Readonly<Record<string, Wrapper>> = {
  busybox: { valued: [], operands: 0 },
  command: { valued: [], operands: 0 },
  doas: { valued: ['-u', '-C'], operands: 0 },
  'dumb-init': { valued: ['-r', '--rewrite'], operands: 0 },
  eatmydata: { valued: [], operands: 0 },
  env: { valued: ['-u', '--unset', '-C', '--chdir'], operands: 0 },
  exec: { valued: ['-a'], operands: 0 },
  gosu: { valued: [], operands: 1 },
  ionice: { valued: ['-c', '-n', '-p'], operands: 0 },
  nice: { valued: ['-n'], operands: 0 },
  nohup: { valued: [], operands: 0 },
  setsid: { valued: [], operands: 0 },
  stdbuf: { valued: ['-i', '-o', '-e'], operands: 0 },
  'su-exec': { valued: [], operands: 1 },
  sudo: { valued: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-U', '-D', '-R', '-T'], operands: 0 },
  time: { valued: ['-f', '-o'], operands: 0 },
  timeout: { valued: ['-k', '-s', '--signal', '--kill-after'], operands: 1 },
  tini: { valued: ['-p', '-e'], operands: 0 },
  xargs: { valued: ['-n', '-P', '-I', '-d', '-L', '-s', '-E', '-a'], operands: 0 },
};

/** The last part of a path: what a program is called, `.exe` left out. */
export function programName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1).replace(/\.exe$/i, '');
}

/** Index of the program that is really meant: behind `sudo -u app`, `env A=b`, `exec`. May be the length: there is none. */
export function effectiveIndex(argv: readonly string[]): number {
  let index = 0;
  while (index < argv.length) {
    const name = programName(argv[index]!);
    const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
    if (!wrapper) return index;
    index = behind(argv, index + 1, wrapper);
  }
  return index;
}

/** The words of the command that is really meant; the first of them is its name without a path. */
export function effectiveArgv(argv: readonly string[]): readonly string[] {
  const [program, ...rest] = argv.slice(effectiveIndex(argv));
  return program === undefined ? [] : [programName(program), ...rest];
}

function behind(argv: readonly string[], start: number, { valued, operands }: Wrapper): number {
  let index = start;
  for (; index < argv.length; index += 1) {
    const word = argv[index]!;
    if (word === '--') {
      index += 1;
      break;
    }
    if (valued.includes(word)) index += 1;
    else if (!word.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word)) break;
  }
  return index + operands;
}
