/** Keys for who has them: j and k go from finding to finding, o opens and closes what is folded. Nothing else needs it. */
export const SCRIPT = `
const findings = [...document.querySelectorAll('article')];
const folds = [...document.querySelectorAll('details')];
let at = -1;
addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'o') {
    const open = !folds.every((fold) => fold.open);
    for (const fold of folds) fold.open = open;
  }
  const by = { j: 1, k: -1 }[event.key];
  if (!by || findings.length === 0) return;
  const here = findings.findIndex((finding) => finding.contains(document.activeElement));
  at = Math.min(Math.max((here < 0 ? at : here) + by, 0), findings.length - 1);
  findings[at].focus({ preventScroll: true });
  findings[at].scrollIntoView();
});
addEventListener('beforeprint', () => {
  for (const fold of folds) fold.open = true;
});
`;
