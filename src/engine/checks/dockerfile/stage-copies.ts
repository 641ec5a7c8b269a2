import type { DockerfileInstruction, DockerfileStage } from '../../model/dockerfile-facts.js';

/** The stage that a `COPY --from` takes from: its index; null: an image, or nothing that is here. */
export function copiedStage(stages: readonly DockerfileStage[], index: number, from: string): number | null {
  const name = from.toLowerCase();
  const named = stages.slice(0, index).findLastIndex((stage) => stage.name?.toLowerCase() === name);
  if (named !== -1) return named;
  return /^\d+$/.test(from) && Number(from) < index ? Number(from) : null;
}

/** What a `COPY --from` names; null: the context. */
export function copiedFrom({ flags }: DockerfileInstruction): string | null {
  return flags.find(({ name }) => name === 'from')?.value ?? null;
}

/** Whether an instruction copies files. */
export function isCopy({ keyword, isOnBuild }: DockerfileInstruction): boolean {
  return (keyword === 'COPY' || keyword === 'ADD') && !isOnBuild;
}
