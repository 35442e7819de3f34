import type { NamedExercise } from '@webstore/exercises';
import { formatted } from '@webstore/lab-core/output/generated-files.ts';

/** docs/exercises.md: the list of exercises, without hints at their solutions. */
export const exercisesPage = (all: NamedExercise[]) => formatted({ 'docs/exercises.md': text(all) });

function text(all: NamedExercise[]): string {
  return [
    '<!-- Generated from exercises/NN-name by `npx nx run-many -t generate`: change it there. -->',
    '# Exercises',
    '',
    'Each exercise begins with an event in the shop, and ends when your answers are correct. The lab checks them against the running shop: it fetches the trace',
    'that you name and runs the query that you write, so an answer of yesterday does not pass. The lab simulates customers meanwhile.',
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
    '`./lab exercise start <exercise>` prints the story and the questions. `./lab exercise answer name=value` stores an answer. `check` prints for each answer',
    'whether it is correct, what was expected, what was measured, and where to look. `hint` helps in three steps: which signal, which shape of query, where.',
    'Each hint costs 10 of 100 points, and each check with a wrong answer 5. `watch` shows the objectives. `give-up` ends the exercise and prints the solution',
    '(of an incident: what happened). `reset` ends it and waits until every objective is met again: half a minute, and up to five minutes after an outage.',
    'The home of the lab has the scores of each `--learner`.',
    'In containers (`./lab up --docker`) the exercises are the same, with Grafana beside them. The checks read Mimir, Loki and Tempo; an incident draws the faults that work there.',
    ...(all.some(({ isIncident }) => isIncident) ? incidents : []),
    '',
    '[How one of them goes](exercise-transcript.md), and [why a right answer is one that holds now](decisions/0014-a-right-answer-is-one-that-holds-now.md).',
    ...all.flatMap(section),
  ].join('\n');
}

const incidents = [
  '',
  'In an incident a component breaks, or none does, at a moment that the lab does not announce. The lab draws the incident at the start and prints its hash; the debrief',
  'shows that nothing was changed later. `--level` 1 to 3 sets the difficulty, `--seed` repeats an incident. `./lab break` and `./lab heal` refuse meanwhile; use `./lab mitigate`.',
  'You pass when the diagnosis is correct and the shop is restored under the same load. The end of a round always restores the lab.',
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
