import type { NamedExercise } from '@webstore/exercises';
import { formatted } from '@webstore/lab-core/output/generated-files.ts';

/** docs/exercises.md: the list of exercises, without hints at their solutions. */
export const exercisesPage = (all: NamedExercise[]) => formatted({ 'docs/exercises.md': text(all) });

function text(all: NamedExercise[]): string {
  return [
    '<!-- Generated from exercises/NN-name by `npx nx run-many -t generate`: change it there. -->',
    '# Exercises',
    '',
    'Each begins with something that has happened, and ends when your answers hold. The lab checks them against what runs: it fetches the trace that',
    'you name and runs the query that you write, so nothing that was true yesterday passes. Customers come by themselves meanwhile.',
    '',
    '```bash',
    './lab exercise list',
    '```',
    '',
    '| exercise | what it is | time | what it trains |',
    '| - | - | - | - |',
    ...all.map(
      ({ id, title, time, skills }) => `| \`${id}\` | [${title}](#${anchor(title)}) | ${time} | ${skills} |`,
    ),
    '',
    '`./lab exercise start <exercise>` tells the story and the questions. `./lab exercise answer name=value` notes an answer, `check` looks whether',
    'all of them hold, and says of each what was expected, what was measured, and where to look. `hint` helps in three steps (which signal, which shape',
    'of query, where), 10 of 100 points each; a check that finds a wrong answer costs 5. `watch` shows the objectives, `give-up` ends it and tells what there is to see right now',
    '(of an incident: what had happened), `reset` ends it and waits until every objective is kept again: half a minute, and up to five after an outage. Scores are kept under the home of the lab, for each `--learner`.',
    'In containers (`./lab up --docker`) there are no exercises: `./lab exercise`, `./lab break` and `./lab mitigate` refuse, as they act on the processes of a native lab.',
    ...(all.some(({ isIncident }) => isIncident) ? incidents : []),
    '',
    '[How one of them goes](exercise-transcript.md), and [why a right answer is one that holds now](decisions/0014-a-right-answer-is-one-that-holds-now.md).',
    ...all.flatMap(section),
  ].join('\n');
}

const incidents = [
  '',
  'In an incident something breaks, or does not, at a moment that nobody tells. It is drawn at the start: what will happen is committed to by a hash, which the',
  'debrief opens. `--level` 1 to 3 says how hard it may be, `--seed` brings the same one again. `./lab break` and `./lab heal` refuse meanwhile; `./lab mitigate` acts. It is passed',
  'when the diagnosis holds and the shop is restored, under the load of before. Ending a round, in whichever way, puts everything back.',
];

const anchor = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

function section({ id, title, goal, time, story, questions }: NamedExercise): string[] {
  return [
    '',
    `## ${title}`,
    '',
    `\`${id}\`, ${time}. ${goal}.`,
    '',
    story,
    '',
    ...questions.map(({ name, ask, looksLike }) => `- \`${name}\`: ${ask} (${looksLike})`),
  ];
}
