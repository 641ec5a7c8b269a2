import type { ProjectProperty } from './project-model.js';

/** Values that one text may stand for. */
const mostValues = 20;
/** Values that are put in for one text, those of values too. */
const mostSteps = 500;
/** Values that are put in for all texts of a project; the texts beyond cannot be told. */
const mostStepsOfProject = 50_000;
/** Longer texts with properties are not worked out. */
const longestText = 1_024;

/**
 * The properties of one project, by their files in the order of their import. Conditions are not worked out: what is
 * set on one may be set or not, so that a property can have several values.
 */
export class ProjectProperties {
  /** Values that were put in. */
  steps = 0;
  private readonly values = new Map<string, Set<string>>();
  /** Those that are set whatever the conditions. */
  private readonly certain = new Set<string>();

  add(properties: readonly ProjectProperty[]): void {
    for (const { name, value, when } of properties) {
      const known = this.values.get(name);
      if (when === 'unset' && this.certain.has(name)) continue;
      if (!known || when === undefined) this.values.set(name, new Set([value]));
      else if (known.size < mostValues) known.add(value);
      if (when !== 'maybe') this.certain.add(name);
    }
  }

  /** What the text, with `$(properties)` in it, may stand for; empty: that cannot be told. */
  resolve(text: string): readonly string[] {
    const resolved = new Set<string>();
    const open = [text];
    for (let step = 0; step < open.length && resolved.size < mostValues; step += 1) {
      const next = open[step]!;
      const [property, name = ''] = /\$\(([\w.-]+)\)/.exec(next) ?? [];
      if (property === undefined) {
        // Functions, lists of items and their metadata are not worked out.
        if (!/[$@%]\(/.test(next)) resolved.add(next.trim());
      } else if (next.length <= longestText) {
        for (const value of this.values.get(name.toLowerCase()) ?? []) {
          if (open.length >= mostSteps || this.steps >= mostStepsOfProject) break;
          this.steps += 1;
          open.push(next.replace(property, () => value));
        }
      }
    }
    return [...resolved];
  }
}
