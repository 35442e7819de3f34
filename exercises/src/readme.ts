import { z } from 'zod';

const told = z.object({
  title: z.string(),
  goal: z.string(),
  time: z.string().regex(/^\d+ minutes$/),
  skills: z.string(),
  /** As the person on call meets it. */
  story: z.string().min(1),
});
/** What the README of an exercise says. */
export type Told = z.infer<typeof told>;

const shape =
  /^# (?<title>.+)\n\n\| goal +\| time +\| skills +\|\n\|[- |]+\|\n\|(?<row>.+)\|\n\n(?<story>[\s\S]+)$/;

/** Reads `# title`, a table of goal, time and skills, and the story below it. */
export function readme(text: string): Told {
  const { title, row = '', story = '' } = shape.exec(text)?.groups ?? {};
  const [goal, time, skills] = row.split('|').map((cell) => cell.trim());
  return told.parse({ title, goal, time, skills, story: story.trim() });
}
