/**
 * Githook: foliolint in front of `git send-email` and `git push`. A repository and what the user wants come in; a plan
 * of a few actions goes out, which is shown (a dry run) or carried out. Nothing that somebody else wrote is lost.
 *
 *     const site = await hookSite(repository, 'sendemail-validate');
 *     const plan = planInstall(site, { chain: true });       // refusal, or actions
 *     for (const action of plan.actions) await perform(repository, action);
 */
export { type Action, describeAction, perform } from './action.js';
export { b4Lines, planB4, planB4Removal } from './b4.js';
export { type Plan, planInstall, planUninstall } from './plan.js';
export { type HookType, hookScript } from './script.js';
export { type HookSite, hookSite } from './site.js';
export { statusLines } from './status.js';
