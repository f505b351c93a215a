import { createHash } from 'node:crypto';
import type { Control } from './controls.ts';
import { type ConverseRequest, prompts, resultsSincePrompt, type ToolResult } from './converse-request.ts';
import { tokensOf } from './tokens.ts';

/** What the double says: a text, and perhaps a tool that it wants used. */
export interface Answer {
  readonly text: string;
  readonly tool?: {
    readonly id: string;
    readonly name: string;
    readonly input: Readonly<Record<string, string>>;
  };
}

const asksForAction =
  /\b(build|check|clone|count|create|delete|deploy|download|execute|find|install|list|make|measure|open|print|remove|rename|run|show|start|test|write)\b/i;
const commandsByWord: readonly (readonly [RegExp, string])[] = [
  [/\b(disk|space|storage)\b/i, 'df -h'],
  [/\b(memory|ram)\b/i, 'free -m'],
  [/\b(date|time|clock)\b/i, 'date'],
  [/\b(process|processes|running)\b/i, 'ps aux'],
  [/\b(files|folder|directory)\b/i, 'ls -la'],
];

/** The answer to a request whose last prompt, without markers, is given. */
export function answer(request: ConverseRequest, prompt: string, control: Control): Answer {
  if (control.text !== undefined) return { text: control.text };
  if (control.tokens !== undefined) return { text: measured(control.tokens) };
  const results = resultsSincePrompt(request);
  return shellStep(request, prompt, control, results.length) ?? { text: spoken(request, prompt, results) };
}

/** The next command that the prompt asks for: those in backticks, one after the other. */
function shellStep(
  request: ConverseRequest,
  prompt: string,
  control: Control,
  done: number,
): Answer | undefined {
  const shell = request.toolConfig?.tools.find((tool) => tool.toolSpec?.name === 'shell')?.toolSpec;
  if (!shell) return undefined;
  const quoted = [...prompt.matchAll(/`([^`\n]+)`/g)].map(([, command = '']) => command);
  if (!control.tool && quoted.length === 0 && !asksForAction.test(prompt)) return undefined;
  const fitting = commandsByWord.find(([words]) => words.test(prompt))?.[1] ?? 'uname -a';
  const commands = control.tool ? [control.tool] : quoted.length > 0 ? quoted : [fitting];
  const command = commands[done];
  if (command === undefined) return undefined;
  const field = shell.inputSchema.json?.required?.[0] ?? 'command';
  const id = `tooluse_${digest(`${done} ${command} ${prompt}`).slice(0, 22)}`;
  const text = done === 0 ? `I will run \`${command}\` and tell you what it says.` : `Next, \`${command}\`.`;
  return { text, tool: { id, name: shell.name, input: { [field]: command } } };
}

function spoken(request: ConverseRequest, prompt: string, results: readonly ToolResult[]): string {
  const system = (request.system ?? []).map((block) => block.text ?? '').join(' ');
  const topic = topicOf(prompt);
  if (/\btitle\b/i.test(system)) return sentenceCase(topic.split(' ').slice(0, 6).join(' '));
  if (results.length > 0) return report(topic, results);
  if (/^(hello|hi|hey|good (morning|day|evening)|who are you|what are you)\b.{0,20}$/i.test(prompt))
    return greeting;
  const earlier = prompts(request).at(-2);
  const opening = earlier ? `From “${topicOf(earlier)}” on to “${topic}”.` : `This is about “${topic}”.`;
  return [opening, ...body(prompt, topic)].join('\n\n');
}

function report(topic: string, results: readonly ToolResult[]): string {
  const outputs = results.map((result) =>
    result.content
      .map((part) => part.text ?? JSON.stringify(part.json))
      .join('\n')
      .trim(),
  );
  const failed = results.some((result) => result.status === 'error');
  const opening = failed ? `That did not work as asked (${topic}).` : `Done: ${topic}.`;
  const quoted = outputs.map((output) => `\`\`\`\n${output}\n\`\`\``).join('\n\n');
  const closing = failed
    ? 'The message above says why; I would correct it and try again.'
    : 'Nothing else was changed.';
  return `${opening} This is what came back:\n\n${quoted}\n\n${closing}`;
}

const greeting =
  'Hello. I stand in for a model here: I speak in set phrases, at the pace of a real one, and I keep nothing.\n\nAsk me for a plan, for some code, or, on a machine, for a command to run.';

const judgements = [
  'The short version is that it depends on what you already have, and on what may go wrong.',
  'It is simpler than it looks once the parts are taken one at a time.',
  'Two things decide most of it: what you must keep, and what you can still change.',
];
const details = [
  'What you have now is worth more than it seems: most of it can stay as it is. What is missing is usually one decision, and the person who may take it.',
  'There are two usual ways. The first is quick and leaves a little to tidy up; the second takes a day longer and leaves nothing. Both are reasonable.',
  'The costly part is not the doing but the finding out, so find out early: ask one question whose answer would change your plan.',
];
const counsels = [
  'Begin with the smallest step that you can undo, look at the result, and only then go on.',
  'Write down what you expect before you start; the difference to what you see is the useful part.',
  'If time is short, leave the last part away: the first two carry most of the weight.',
];

function body(prompt: string, topic: string): string[] {
  const seed = Number.parseInt(digest(prompt).slice(0, 6), 16);
  const pick = (from: readonly string[]): string => from[seed % from.length] ?? '';
  if (/```|\b(code|function|script|typescript|javascript|python)\b/i.test(prompt)) {
    const name =
      topic
        .replaceAll(/[^a-z]+/gi, ' ')
        .trim()
        .split(' ')
        .slice(-1)
        .map(sentenceCase)
        .join('') || 'Answer';
    const code = `export function get${name}(input: string): string {\n  return input.trim().toLowerCase();\n}`;
    return ['A small beginning:', `\`\`\`ts\n${code}\n\`\`\``, pick(counsels)];
  }
  if (/\b(list|steps?|plan|ideas|options|checklist|ways|tips)\b/i.test(prompt)) {
    const points = [
      `**Aim**: say in one line what “${topic}” is for.`,
      '**First step**: the one that needs nobody else.',
      '**Check**: how you will see that it worked.',
      '**Later**: what can wait a week.',
    ];
    return [points.map((point) => `- ${point}`).join('\n'), pick(counsels)];
  }
  return [pick(judgements), pick(details), pick(counsels)];
}

const lead =
  /^(hello|hi|hey|and|please|help me|list|show me|could you|can you|would you|tell me|explain|give me|write|what is|what are|how do i|how can i|how|why|i need|i want)[\s,:]+/i;

/** What a prompt is about, in its own words: its first sentence without the asking, at most 12 words. */
function topicOf(prompt: string): string {
  let text = (prompt.split(/[\n?!]|\.\s/)[0] ?? '').replaceAll(/[`*#]/g, '').trim();
  while (lead.test(text)) text = text.replace(lead, '');
  const words = text
    .replace(/[.,;:\s]+$/, '')
    .split(/\s+/)
    .slice(0, 12)
    .join(' ')
    .slice(0, 90);
  // A name in capitals stays as it is.
  return words.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (first) => first.toLowerCase()) || 'this';
}

/** A text of exactly so many tokens. */
function measured(tokens: number): string {
  const words = ['word', ' by', ' word', ' it', ' goes', ' on'];
  return Array.from({ length: tokens }, (_, at) => (at === 0 ? 'Word' : (words[at % words.length] ?? ' on')))
    .map((word, at) => (at > 0 && !word.startsWith(' ') ? ` ${word}` : word))
    .join('');
}

/** The answer within a limit of tokens, and whether that cut it. */
export function withinLimit(text: string, limit: number): { tokens: string[]; cut: boolean } {
  const tokens = tokensOf(text);
  return { tokens: tokens.slice(0, limit), cut: tokens.length > limit };
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
