import { readFileSync } from 'node:fs';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import { readStacks } from './reading.ts';
import { invariants } from './rules.ts';

/** Ends a synthesis whose templates break an invariant, so that nothing can be deployed that does. */
export class InvariantValidation implements IPolicyValidationPlugin {
  readonly name = 'Cloister';
  readonly ruleIds = invariants.map(({ name }) => name);

  validate({ stackTemplates }: IPolicyValidationContext): PolicyValidationPluginReport {
    const readings = readStacks(
      stackTemplates.map(({ stackConstructPath, templatePath }) => ({
        stack: stackConstructPath,
        text: readFileSync(templatePath, 'utf8'),
      })),
    );
    const violations = invariants.flatMap(({ name, says, breaches }) =>
      breaches(readings).map(({ at, how }) => ({
        ruleName: name,
        description: `${says} ${at.path}: ${how}`,
        violatingResources: [{ resourceLogicalId: at.id, constructPath: at.path, locations: [] }],
        severity: 'error',
      })),
    );
    return { success: violations.length === 0, violations };
  }
}
