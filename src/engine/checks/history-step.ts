/** One step of an image's history, as Docker and BuildKit write them. */
export interface HistoryStep {
  /** Upper case; empty: the step is in no known form. */
  readonly instruction: string;
  /** The words of each simple command of a RUN. */
  readonly commands: readonly (readonly string[])[];
  /** It brings a base image's whole file system. */
  readonly isRootFileSystem: boolean;
}

/** Longer texts are read to this length. */
const longest = 65_536;
const mostCommands = 1_000;
/** What it ends with where BuildKit made the step. */
const builder = '# buildkit';
const keywords =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+/;

/** @param isFirst whether nothing stands before it. */
export function historyStep(createdBy: string, isFirst: boolean): HistoryStep {
  const whole = createdBy.slice(0, longest).trimEnd();
  const text = whole.endsWith(builder) ? whole.slice(0, -builder.length).trimEnd() : whole;
  // The old builder: `/bin/sh -c #(nop) ADD …` for instructions, `|1 NAME=value /bin/sh -c …` and the command for RUN.
  const [, operation] = /^\/bin\/(?:ba)?sh -c #\(nop\)\s(.*)/s.exec(text) ?? [];
  const written = operation?.trimStart() ?? text;
  const instruction = keywords.exec(written)?.[1];
  if (instruction !== undefined && instruction !== 'RUN') {
    const isRootFileSystem = isFirst && instruction === 'ADD' && /\s\/$/.test(written.trimEnd());
    return { instruction, commands: [], isRootFileSystem };
  }
  const body = written.replace(/^RUN\s+/, '').replace(/^\|\d+ (?:.*? )??(?=\/bin\/(?:ba|a|da)?sh -)/s, '');
  const [, command] = /^\/bin\/(?:ba|a|da)?sh (?:-o \S+ |-\S+ )*-\w*c (.*)$/s.exec(body) ?? [];
  if (command === undefined && instruction === undefined) {
    return { instruction: '', commands: [], isRootFileSystem: false };
  }
  return { instruction: 'RUN', commands: commandsOf(command ?? body), isRootFileSystem: false };
}

/** Simple commands by their words: assignments before them and quotes are left out. */
function commandsOf(text: string): string[][] {
  return text
    .split(/&&|\|\||[;|\n&]/, mostCommands)
    .map((command) =>
      command
        .replace(/["'\\]/g, '')
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '' && !/^(?:\(|\{|\}|\)|then|do|else|if|!)$/.test(word)),
    )
    .map((words) =>
      words.slice(
        Math.max(
          0,
          words.findIndex((word) => !/^\w+=/.test(word)),
        ),
      ),
    )
    .filter((words) => words.length > 0);
}
