import type { Check, CheckId, Layer, Outcome, Report } from '../types.js';

/** The layers in their order: none repairs an earlier one. */
export const LAYERS: readonly Layer[] = ['authentic', 'trusted', 'fit'];

/** The checks of a layer. */
export function of(report: Report, layer: Layer): Check[] {
  return report.checks.filter((check) => check.layer === layer);
}

/** What the checks of a layer come to. Authentic is nothing whose proof was not among those that passed. */
export function outcome(report: Report, layer: Layer): Outcome {
  const checks = of(report, layer);
  const has = (wanted: Outcome): boolean => checks.some((check) => check.outcome === wanted);
  if (has('failed')) return 'failed';
  if (has('unknown')) return 'unknown';
  if (layer === 'authentic') return checks.some(({ id, outcome }) => id === 'proof' && outcome === 'passed') ? 'passed' : 'unknown';
  return has('passed') ? 'passed' : 'notApplicable';
}

/** The check that decided a verdict other than `valid`, and the code that decided it. */
export function decisive(report: Report): { id: CheckId; code?: string } | undefined {
  const wanted: Outcome = report.verdict === 'invalid' ? 'failed' : 'unknown';
  const required = ({ id }: Check): boolean => report.required?.includes(id) ?? false;
  const check =
    report.checks.find((one) => (one.layer === 'authentic' || required(one)) && one.outcome === wanted) ??
    // What was required and does not arise leaves the verdict open.
    report.checks.find((one) => required(one) && one.outcome !== 'passed');
  if (!check) return undefined;
  const severity = wanted === 'failed' ? 'error' : 'undetermined';
  return { id: check.id, code: check.findings?.find((finding) => finding.severity === severity)?.code };
}
