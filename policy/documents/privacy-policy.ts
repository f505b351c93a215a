import type { CategoryId } from '../categories.ts';
import { describedCategory } from '../category-words.ts';
import { browserItems } from '../cookies.ts';
import { runLogDays } from '../plans.ts';
import { places, recipients } from '../processors.ts';
import type { Profile } from '../profile.ts';
import { purposes } from '../purposes.ts';
import { BACKUP_DAYS, CONTENT_KEY_BACKUP_DAYS, days, periodInWords, retentionInWords } from '../retention.ts';
import { escapeHtml, htmlTable } from './html.ts';

/** What the operator adds to the policy. */
export interface Controller {
  readonly name: string;
  readonly address: string;
  readonly country: string;
  readonly privacyContact: string;
}

/** The privacy policy of a deployment as HTML without head: the console gives it its frame. Everything in it is derived. */
export function privacyPolicy(profile: Profile, controller: Controller, held: readonly CategoryId[]): string {
  const sections = [
    ['What this is', intro(profile, controller)],
    ['What is held, why, and for how long', heldTable(held)],
    ['What is never done', never],
    ['Who else receives data', recipientsTable(profile)],
    ['Models', modelsText],
    ['What your browser keeps', browserTable()],
    ['Your rights, as buttons', rights(profile)],
    ['Deleting your account', deletion(profile, held)],
    [
      'Age',
      '<p>This service is for people of 18 years and older. We ask for a yes, not for a date of birth.</p>',
    ],
    [
      'Changes',
      `<p>A material change gets a new date at the top of this page. This is version ${profile.policyRevised}.</p>`,
    ],
    [
      'Contact',
      `<p>Privacy: <a href="mailto:${escapeHtml(controller.privacyContact)}">${escapeHtml(controller.privacyContact)}</a></p>`,
    ],
  ] as const;
  const body = sections
    .map(([title, html]) => `<section><h2>${escapeHtml(title)}</h2>${html}</section>`)
    .join('');
  return `<h1>${escapeHtml(profile.product)}: privacy policy</h1><p>Last revised: <time datetime="${profile.policyRevised}">${profile.policyRevised}</time></p>${body}`;
}

function intro(profile: Profile, { name, address, country }: Controller): string {
  return `<p>${escapeHtml(profile.product)}: ${escapeHtml(profile.summary)}. ${escapeHtml(name)}, ${escapeHtml(address)} (${escapeHtml(country)}), answers for it. By using it you confirm that you have read this policy; you accept it when you sign up. What you store, generate or process here is confidential and stays yours.</p>`;
}

function heldTable(held: readonly CategoryId[]): string {
  const rows = held.map((id) => {
    const { label, examples, purpose, retention } = describedCategory(id);
    return [
      label,
      examples,
      purposes[purpose].label,
      purposes[purpose].basis.replaceAll('-', ' '),
      retentionInWords(retention, runLogDays),
    ];
  });
  return htmlTable(['What', 'For example', 'Why', 'Legal basis', 'How long'], rows);
}

const never =
  '<p>Your data train no model; that is so from the start, and no setting changes it. They are not sold, rented, or used for advertising. There is no analytics by others and no tracking: no pixels, no cookies but those below. Your precise location is not asked for; the page forbids the browser to give it. Mail from us counts neither opening nor clicks.</p>';

const modelsText =
  '<p>Models are called through Amazon Bedrock with retention mode “none” in every Region that may answer; a check reads that back at least every hour, and when it cannot be confirmed, model calls stop. Neither Amazon Bedrock nor a model’s maker keeps prompts or answers.</p><p>What this rests on: AWS documents the mode for the operations Messages, Chat Completions and Responses. We call models through Converse; for it, Amazon Bedrock states that it stores neither inputs nor outputs by default, but for models that it names, and we offer none of those (as AWS stated it on 10 September 2026). In any mode AWS may keep and review images that it detects as sexual abuse of children; we send models no images.</p>';

function recipientsTable({ recipients: ids }: Profile): string {
  const rows = ids.map((id) => {
    const { name, receives, purpose, region } = recipients[id];
    return [name, receives, purpose, places[region]];
  });
  return htmlTable(['Recipient', 'Receives', 'For', 'Where'], rows);
}

function browserTable(): string {
  const rows = browserItems.map(({ name, kind, setBy, purpose, life }) => [
    name,
    kind.replaceAll('-', ' '),
    setBy,
    purpose,
    life,
  ]);
  return `<p>Only what is strictly necessary, so there is no banner. Session cookies go when you close the browser or after the time below.</p>${htmlTable(['Name', 'Kind', 'Set by', 'What for', 'How long'], rows)}`;
}

function rights({ recoveryDays }: Profile): string {
  return `<ul><li>See what we hold about you, with live counts.</li><li>Export all of it: JSON with JSON Schema, and readable HTML.</li><li>End sessions, revoke keys.</li><li>Delete your account yourself, in the account screen, without asking anybody${recoveryDays > 0 ? `; within ${recoveryDays} days you can take it back, unless you choose otherwise` : ''}.</li><li>Read your audit trail and check that nothing was taken out of it.</li></ul>`;
}

function deletion({ capabilities, recoveryDays }: Profile, held: readonly CategoryId[]): string {
  const stays = held.flatMap((id) => describedCategory(id).staysAfterErasure ?? []);
  const goes = [
    'sessions',
    'API keys',
    ...capabilities.filter((id) => id === 'credentials' || id === 'machines'),
  ];
  const window =
    recoveryDays > 0
      ? `For ${recoveryDays} days you can come back; then everything is deleted, by day 30 at the latest.`
      : 'All else is deleted at once; there is no way back.';
  const backups = `Backups of tables are kept for ${periodInWords(days(BACKUP_DAYS).seconds)} at most; ${periodInWords(days(CONTENT_KEY_BACKUP_DAYS).seconds)} after the deletion nobody can open your content in them, since its key is gone from there too.`;
  return `<p>At once go: ${goes.join(', ')}. ${window} ${backups} You get a signed receipt. What stays, and why:</p><ul>${[...new Set(stays)].map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`;
}
