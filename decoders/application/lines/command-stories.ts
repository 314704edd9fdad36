/** Most characters of a parameter that a sentence repeats. */
const LONGEST = 60;

/**
 * What commands ask for, by their names in capitals: sentences for a learner, with `{}` where the parameter stands.
 *
 * ```
 * new Map([['RETR', 'Asks for mail number {}.']])
 * ```
 */
export type CommandStories = ReadonlyMap<string, string>;

/** The sentence of a command. One that is not known, or lacks the parameter its sentence needs, is named. */
export function commandStory(stories: CommandStories, command: string, parameter: string): string {
  const sentence = stories.get(command.toUpperCase());
  const about = parameter.trim();
  if (sentence === undefined || (about === '' && sentence.includes('{}'))) return `Asks the server to do ${command}.`;
  const shown = about.length > LONGEST ? `${about.slice(0, LONGEST)}…` : about;
  return sentence.replace('{}', () => shown);
}
