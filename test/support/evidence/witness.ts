import type { Deployment, DeploymentParts, PartName, Target } from '../target.ts';
import type { EvidenceClass, EvidenceSettings } from './result.ts';
import { synthesized } from './synthesis.ts';
import type { Template } from './template.ts';

/** The target of one check, which notices what the check looks at and who plays it. */
export class Witness implements Target {
  private readonly declared: EvidenceClass;
  private readonly deployment: Deployment | undefined;
  private readonly settings: EvidenceSettings;
  private readonly standIns = new Set<string>();

  constructor(declared: EvidenceClass, deployment: Deployment | undefined, settings: EvidenceSettings) {
    this.declared = declared;
    this.deployment = deployment;
    this.settings = settings;
  }

  /** Who stood in for a part of AWS so far. */
  get played(): string[] {
    return [...this.standIns].sort();
  }

  /** What the evidence is worth: what was declared, or `live` where AWS itself was all that was looked at. */
  get evidence(): EvidenceClass {
    const seenRunning = this.declared === 'deployed' || this.declared === 'simulated';
    return seenRunning && this.deployment?.kind === 'live' && this.standIns.size === 0
      ? 'live'
      : this.declared;
  }

  get profile(): EvidenceSettings['profile'] {
    return this.settings.profile;
  }

  templates(): Promise<readonly Template[]> {
    return synthesized(this.settings);
  }

  async template(stack: string): Promise<Template> {
    const templates = await this.templates();
    const found = templates.find((template) => template.stack === stack);
    if (!found)
      throw new Error(`No stack ${stack} among ${templates.map((template) => template.stack).join(', ')}.`);
    return found;
  }

  simulate(standIn: string): void {
    if (this.declared !== 'simulated')
      throw new Error(
        `This evidence is declared ${this.declared}, but ${standIn} decides in it: declare it simulated.`,
      );
    this.standIns.add(standIn);
  }

  get api(): DeploymentParts['api'] {
    return this.part('api');
  }
  get stream(): DeploymentParts['stream'] {
    return this.part('stream');
  }
  get browser(): DeploymentParts['browser'] {
    return this.part('browser');
  }
  get aws(): DeploymentParts['aws'] {
    return this.part('aws');
  }
  get people(): DeploymentParts['people'] {
    return this.part('people');
  }
  get models(): DeploymentParts['models'] {
    return this.part('models');
  }
  get vmHost(): DeploymentParts['vmHost'] {
    return this.part('vmHost');
  }
  get mailbox(): DeploymentParts['mailbox'] {
    return this.part('mailbox');
  }
  get scan(): DeploymentParts['scan'] {
    return this.part('scan');
  }

  private part<Name extends PartName>(name: Name): DeploymentParts[Name] {
    if (!this.deployment)
      throw new Error(`Evidence from templates alone cannot look at ${name} of a deployment.`);
    const standIn = this.deployment.playedBy[name];
    if (standIn !== undefined) this.simulate(standIn);
    return this.deployment.parts[name];
  }
}
