import { patchOf } from './diff.js';
import type { Outcome, Told } from './job.js';
import { runJobs } from './pool.js';
import { sample } from './sample.js';
import { type Context, isIntroduced, toldText } from './set.js';
import { type Site, sitesOfKinds } from './sites.js';

/** What a sample of mutations is drawn from. */
export interface Population {
  readonly name: string;
  readonly folders: readonly string[];
  readonly kinds: readonly string[];
  /** Patches of one seed. */
  readonly count: number;
}

/** A mutation, and what the program said of its patch. */
export interface Trial {
  readonly site: Site;
  readonly seed: number;
  readonly outcome: Outcome;
  readonly introduced: readonly Told[];
  /** Those in the mutated function. */
  readonly inside: readonly Told[];
}

/** Draws a sample for every seed and checks the patch of each mutation. */
export async function trials(population: Population, context: Context): Promise<Trial[]> {
  const { tree, seeds, workers } = context;
  const { name, folders, kinds } = population;
  const sites = sitesOfKinds(await context.sites(folders), kinds);
  const count = Math.min(population.count, context.count ?? population.count);
  const drawn = seeds.flatMap((seed) => sample(sites, count, seed).map((site) => ({ seed, site })));
  const jobs = drawn.map(({ site }) => ({ kind: 'review' as const, tree, patch: patchOf(tree, site) }));
  jobs.forEach(({ patch }, i) => {
    context.keep(`${name}-${String(i).padStart(4, '0')}-${drawn[i]!.site.kind}.patch`, patch);
  });
  const outcomes = await runJobs(jobs, workers, (done) => context.progress(name, done, jobs.length));
  return drawn.map(({ seed, site }, i) => trialOf(site, seed, outcomes[i]!));
}

function trialOf(site: Site, seed: number, outcome: Outcome): Trial {
  const introduced = outcome.kind === 'done' ? outcome.patches.flat().filter(isIntroduced) : [];
  return { site, seed, outcome, introduced, inside: introduced.filter((t) => t.function === site.function) };
}

/** One line for reading by hand: the mutation, and what was said of it. */
export function trialText({ site, seed, outcome, introduced }: Trial, index: number): string {
  const { kind, file, line, function: name } = site;
  const skipped = outcome.kind === 'done' ? outcome.skipped.filter((s) => s.startsWith(`${name}:`)) : [];
  const said = outcome.kind === 'failed' ? [`failed: ${outcome.because}`] : [...introduced.map(toldText), ...skipped];
  return [`${index} seed ${seed} ${kind} ${file}:${line} ${name}()`, ...said.map((text) => `    ${text}`)].join('\n');
}
