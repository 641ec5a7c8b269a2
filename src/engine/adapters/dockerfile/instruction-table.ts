/** What the language says of an instruction (https://docs.docker.com/reference/dockerfile/). */
export interface InstructionRule {
  /** Names of its flags. */
  readonly flags: readonly string[];
  /** Whether its arguments may be a JSON array, or must be one. */
  readonly json: 'no' | 'may' | 'must';
  /** Fewest and most words it takes; a JSON array's elements count as words. */
  readonly words: readonly [number, number];
}

const any = Infinity;
const copyFlags = ['chown', 'chmod', 'link', 'exclude'];

/** Every instruction, by its name in upper case. */
export const instructionRules: Readonly<Record<string, InstructionRule>> = {
  ADD: { flags: [...copyFlags, 'checksum', 'keep-git-dir', 'unpack'], json: 'may', words: [2, any] },
  ARG: { flags: [], json: 'no', words: [1, any] },
  CMD: { flags: [], json: 'may', words: [0, any] },
  COPY: { flags: [...copyFlags, 'from', 'parents'], json: 'may', words: [2, any] },
  ENTRYPOINT: { flags: [], json: 'may', words: [0, any] },
  ENV: { flags: [], json: 'no', words: [1, any] },
  EXPOSE: { flags: [], json: 'no', words: [1, any] },
  FROM: { flags: ['platform'], json: 'no', words: [1, 3] },
  HEALTHCHECK: {
    flags: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
    json: 'no',
    words: [1, any],
  },
  LABEL: { flags: [], json: 'no', words: [1, any] },
  MAINTAINER: { flags: [], json: 'no', words: [1, any] },
  ONBUILD: { flags: [], json: 'no', words: [1, any] },
  RUN: { flags: ['mount', 'network', 'security', 'device'], json: 'may', words: [1, any] },
  SHELL: { flags: [], json: 'must', words: [1, any] },
  STOPSIGNAL: { flags: [], json: 'no', words: [1, any] },
  USER: { flags: [], json: 'no', words: [1, any] },
  VOLUME: { flags: [], json: 'may', words: [1, any] },
  WORKDIR: { flags: [], json: 'no', words: [1, any] },
};

/** The rule of an instruction; undefined: there is no such instruction. */
export function ruleOf(keyword: string): InstructionRule | undefined {
  return Object.hasOwn(instructionRules, keyword) ? instructionRules[keyword] : undefined;
}
