import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { profiles } from '../../../policy/profiles/all.ts';
import type { EvidenceResult, EvidenceRun } from '../../support/evidence/result.ts';
import { html, Markup, prose } from './markup.ts';
import { type ProvenClaim, type Standing, type Summary, standings, summaryOf } from './standing.ts';

const style = readFileSync(new URL('./style.css', import.meta.url), 'utf8');

/** What each class of evidence means, for a reader who is no programmer. */
const meanings = {
  people: 'something that people do, and confirmed',
  synth: 'read from the templates, data and code that the deployment is made of',
  simulated: 'seen while something of ours stood in for a part of AWS, or a policy was evaluated',
  deployed: 'seen on the running deployment',
  live: "seen on an operator's AWS account",
} as const;

/** The report for people: one page without a script or a foreign origin, for the screen and for paper. */
export function pageReport(run: EvidenceRun, claims: readonly ProvenClaim[]): string {
  const styleHash = createHash('sha256').update(style).digest('base64');
  const { product } = profiles[run.profile];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'">
<title>${product}: what is proven</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<h1>What ${product}'s privacy policy promises, and what is proven</h1>
<p class="quiet">Profile ${run.profile}, ${where(run)}, ${run.endedAt.slice(0, 16).replace('T', ' ')} UTC,
commit <code>${run.commit.slice(0, 12) || 'unknown'}</code>${run.changed ? ' with local changes' : ''}.</p>
${summaryList(summaryOf(claims))}
<h2>How to read it</h2>
<dl>${Object.entries(meanings).map(([name, meaning]) => html`<dt>${name}</dt><dd>${meaning}</dd>`)}</dl>
<nav aria-label="Sections">${standings.map((name) => html`<a href="#${slug(name)}">${name}</a>`)}</nav>
${standings.map((standing) => section(standing, claims))}
</main>
</body>
</html>
`;
  return page.text;
}

const where = (run: EvidenceRun): string =>
  ({ emulator: 'on the local deployment', live: 'on an AWS account', none: 'from templates alone' })[
    run.target
  ];

const slug = (standing: Standing): string => standing.replaceAll(' ', '-');

function summaryList({ claims, standings: by, classes, openParts, peopleParts }: Summary): Markup {
  const counts: [number, string][] = [
    [claims, 'claims'],
    ...standings.map((name): [number, string] => [by[name], name]),
    ...Object.entries(classes).map(([name, count]): [number, string] => [count, `proven, ${name}`]),
    [openParts, 'proven with an open part'],
    [peopleParts, 'need people too'],
  ];
  return html`<ul class="counts">${counts.map(([count, label]) => html`<li><b>${count}</b>${label}</li>`)}</ul>`;
}

function section(standing: Standing, all: readonly ProvenClaim[]): Markup {
  const claims = all.filter((entry) => entry.standing === standing);
  return html`<section id="${slug(standing)}">
<h2>${standing[0]?.toUpperCase()}${standing.slice(1)} (${claims.length})</h2>
${claims.length === 0 ? html`<p class="quiet">None.</p>` : claims.map(article)}
</section>
`;
}

function article({ claim, standing, classes, passed, failed }: ProvenClaim): Markup {
  const rows: [string, Markup | undefined][] = [
    ['Control', prose(claim.control)],
    ['Evidence', prose(claim.evidence)],
    ['Passed', resultList(passed)],
    ['Failed', resultList(failed)],
    ['Open', claim.later === undefined ? undefined : prose(claim.later)],
    ['People', claim.people === undefined ? undefined : prose(claim.people)],
  ];
  const shown = rows.map(([term, value]) => (value ? html`<dt>${term}</dt><dd>${value}</dd>` : html``));
  return html`<article id="${claim.id}">
<header><b>${claim.id}</b><h3>${prose(claim.claim)}</h3>
<span class="mark ${slug(standing)}">${standing}${classes.length > 0 ? `: ${classes.join(', ')}` : ''}</span></header>
<p class="quiet">Section ${claim.section}, kind ${claim.kind}</p>
<dl>${shown}</dl>
</article>
`;
}

function resultList(results: readonly EvidenceResult[]): Markup | undefined {
  if (results.length === 0) return undefined;
  return html`<ul>${results.map(
    (
      result,
    ) => html`<li>${result.shows ?? 'the sentence'}: ${result.evidence}, ${result.assertions} assertions in
${result.durationMs} ms at ${result.at.slice(0, 19)}Z, <code>${result.file}:${result.line}</code>${
      result.played.length > 0 ? `; played by ${result.played.join(', ')}` : ''
    }${result.error === undefined ? '' : html`<br>${result.error}`}</li>`,
  )}</ul>`;
}
