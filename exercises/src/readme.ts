import { z } from 'zod';

const introduction = z.object({
  title: z.string(),
  goal: z.string(),
  time: z.string().regex(/^\d+ minutes$/),
  skills: z.string(),
  /** From the on-call engineer's view. */
  story: z.string().min(1),
});
/** The content of an exercise's README. */
export type Introduction = z.infer<typeof introduction>;

const shape =
  /^# (?<title>.+)\n\n\| goal +\| time +\| skills +\|\n\|[- |]+\|\n\|(?<row>.+)\|\n\n(?<story>[\s\S]+)$/;

/** Reads `# title`, a table of goal, time and skills, and the story below it. */
export function readme(text: string): Introduction {
  const { title, row = '', story = '' } = shape.exec(text)?.groups ?? {};
  const [goal, time, skills] = row.split('|').map((cell) => cell.trim());
  return introduction.parse({ title, goal, time, skills, story: story.trim() });
}
